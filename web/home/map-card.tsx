import { useSignal } from '@preact/signals';
import type { Job, MapCard as MapCardFacts } from '../../lambdas/map/schemas.ts';
import { WholeMapIcon } from '../icons/icons.tsx';
import { hasEnded } from '../job/stages.ts';
import { count } from '../parts/durations.ts';
import { Moment } from '../parts/moment.tsx';
import { text } from '../text/en.ts';

/** A map with its picture (the one tile of zoom 0), its size, its date and its state. @param props.job its newest, where known */
export function MapCard({ map, job }: { map: MapCardFacts; job?: Job }) {
  const state = stateOf(map, job);
  return (
    <li class={map.own ? 'card-place own' : 'card-place'}>
      <a class="card" href={`/maps/${map.map}`}>
        <Picture map={map} state={state} />
        <span class="card-name">{map.name}</span>
        <span class="card-line quiet small">
          {map.width && map.height ? text.pixels(map.width, map.height) : text.noTilesYet}
          {map.tiles !== null && ` · ${text.tiles(count(map.tiles))}`}
        </span>
        <span class="card-line quiet small">
          <Moment time={map.updated_at} /> · {whoseOf(map)}
        </span>
      </a>
      {map.own && (
        <a class="card-builds small" href={`/maps/${map.map}/builds`} aria-label={text.buildsOf(map.name)}>
          {text.builds}
        </a>
      )}
    </li>
  );
}

const whoseOf = ({ own, visibility }: MapCardFacts) => {
  if (visibility === 'private') return text.onlyYou;
  return own ? text.yours : text.public;
};

/** What is worth saying beyond "published". */
function stateOf(map: MapCardFacts, job: Job | undefined): string | undefined {
  if (job && !hasEnded(job)) return text.building(text.percent(job.progress / 100));
  if (job?.status === 'failed') return text.newestFailed;
  return map.published_build ? undefined : text.notPublished;
}

function Picture({ map, state }: { map: MapCardFacts; state: string | undefined }) {
  // A map of one colour has no stored tile at zoom 0; the address of a private one is good for a while, and the next list brings another.
  const missing = useSignal<string | undefined>(undefined);
  const shown = map.picture_url && missing.value !== map.picture_url;
  return (
    <span class="card-picture">
      {shown && map.width && map.height ? (
        <img
          src={map.picture_url!}
          alt=""
          // It may end before somebody scrolls to it.
          loading={map.visibility === 'private' ? 'eager' : 'lazy'}
          decoding="async"
          style={cut(map.width, map.height, map.max_zoom ?? 0)}
          onError={() => {
            missing.value = map.picture_url!;
          }}
        />
      ) : (
        <WholeMapIcon size={32} />
      )}
      {state && <span class="card-state small">{state}</span>}
    </span>
  );
}

/** The world fills only part of the tile of zoom 0; enlarges that part so that it covers the card (16 : 10). */
function cut(width: number, height: number, maxZoom: number) {
  const side = 512 * 2 ** maxZoom;
  const [acrossShare, downShare] = [width / side, height / side];
  // In shares of the card's width: how wide the whole tile is drawn for the world to cover the card.
  const tile = Math.max(1 / acrossShare, 10 / 16 / downShare);
  const left = (1 - tile * acrossShare) / 2;
  const top = (10 / 16 - tile * downShare) / 2;
  return { width: `${tile * 100}%`, left: `${left * 100}%`, top: `${(top / (10 / 16)) * 100}%` };
}
