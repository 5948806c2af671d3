import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { text } from '../text/en.ts';
import { CheckField } from './check-field.tsx';
import { NameField } from './name-field.tsx';
import { nameNews, type OwnMaps } from './name-news.ts';
import type { Plan } from './upload.ts';
import { VisibilityField } from './visibility-field.tsx';

/** What every new map is asked. */
export type MapAsked = Pick<Plan, 'name' | 'attribution' | 'visibility' | 'full'>;

type Props = {
  /** What was found in the files. */
  found: string;
  name: Signal<string>;
  own: OwnMaps;
  /** Every tile is made anew, whatever the map shows. */
  full: Signal<boolean>;
  /** Nothing is lacking that only `children` know of. */
  isReady?: boolean;
  children: ComponentChildren;
  onSubmit: (map: MapAsked, fields: FormData) => void;
  onRestart: () => void;
};

/** What every new map is asked, whatever it is made of: its name and whose pictures they are. */
export function MapForm({ found, name, own, full, isReady = true, children, onSubmit, onRestart }: Props) {
  const visible = useSignal<'public' | 'private'>('public');
  const news = nameNews(name.value, own);
  // A map that is there stays what it is.
  const stays = news.makes === 'build' ? news.visibility : undefined;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const typed = (field: 'name' | 'attribution') => String(fields.get(field)).trim();
    const visibility = stays ? {} : { visibility: visible.value };
    onSubmit({ name: typed('name'), attribution: typed('attribution'), ...visibility, full: full.value }, fields);
  };
  return (
    <form class="new-map-step" onSubmit={submit}>
      <p>
        <strong>{found}</strong>
      </p>
      <NameField typed={name} own={own} />
      <VisibilityField chosen={visible} stays={stays} />
      <label class="field">
        {text.attribution}
        <input name="attribution" maxLength={500} />
      </label>
      {children}
      <CheckField label={text.makeAnew} checked={full} what={text.makeAnewWhat} />
      <div class="new-map-actions">
        <button type="submit" class="button main" disabled={!isReady}>
          {text.build}
        </button>
        <button type="button" class="button" onClick={onRestart}>
          {text.chooseOthers}
        </button>
      </div>
    </form>
  );
}
