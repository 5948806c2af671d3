import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { text } from '../text/en.ts';
import { nameNews, type OwnMaps } from './name-news.ts';

/** The map's name, and what comes of it: a new map, or a new build of one of the visitor's. */
export function NameField({ typed, own }: { typed: Signal<string>; own: OwnMaps }) {
  const hint = useId();
  return (
    <div class="field">
      <label class="field">
        {text.mapName}
        <input
          name="name"
          required
          maxLength={80}
          pattern=".*\S.*"
          defaultValue={typed.peek()}
          aria-describedby={hint}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
      </label>
      <span id={hint} class="quiet small" aria-live="polite">
        {saidOf(typed.value, own)}
      </span>
    </div>
  );
}

function saidOf(typed: string, own: OwnMaps): string {
  const news = nameNews(typed, own);
  if ('like' in news) return text.makesMapLike(news.like);
  if (news.makes === 'build') return text.makesBuild(typed.trim());
  return news.makes === 'map' ? text.makesMap : text.mapNameSame;
}
