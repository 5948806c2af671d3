import type { TileDetail } from '../../lambdas/map/tile-schemas.ts';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';

/** The shots that show in a tile, the largest shares first; the owner gets on to each of them. */
export function TileShots({ tile: { shots, shot_count, covered, every_row, own } }: { tile: TileDetail }) {
  const more = shot_count - shots.length;
  return (
    <>
      <ol class="tile-shots">
        {shots.map(({ screenshot_id, name, share, page_url }) => (
          <li key={screenshot_id}>
            {own ? (
              <a href={page_url} title={name}>
                {name}
              </a>
            ) : (
              <span title={name}>{name}</span>
            )}
            <span class="small">{shareWords(share)}</span>
            <meter min={0} max={1} value={share} aria-hidden="true" />
          </li>
        ))}
      </ol>
      {more > 0 && <p class="quiet small">{text.tileMoreShots(count(more))}</p>}
      {covered < ALL && <p class="quiet small">{text.tileRest(text.percent(1 - covered))}</p>}
      {every_row > 1 && <p class="quiet small">{text.tileRows(every_row)}</p>}
    </>
  );
}

/** Shares are rounded, and so is their sum. */
const ALL = 0.999;
const LEAST_SHOWN = 0.001;
const shareWords = (share: number) =>
  share < LEAST_SHOWN ? text.lessThan(text.percent(LEAST_SHOWN)) : text.percent(share);
