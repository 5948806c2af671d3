import { useEffect } from 'preact/hooks';
import type { TileDetail } from '../../lambdas/map/tile-schemas.ts';
import { api } from '../data/api.ts';
import { failedBy } from '../data/failed.ts';
import { useLoaded } from '../data/loaded.ts';
import { CloseButton } from '../parts/close-button.tsx';
import { count } from '../parts/durations.ts';
import { Moment } from '../parts/moment.tsx';
import { text } from '../text/en.ts';
import { type TilePlace, tileName } from './tile-place.ts';
import { TileShots } from './tile-shots.tsx';
import './tile-origin.css';

type Props = { id: string; build: string; tile: TilePlace; close: () => void };

/** Where a tile comes from; what is on show stays until the answer about another one is there. */
export default function TileOrigin({ id, build, tile, close }: Props) {
  const name = tileName(tile);
  const state = useLoaded(() => api.showTile(id, build, tile), [id, build, name]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      // One Esc closes one thing: not full screen, too.
      event.preventDefault();
      close();
    };
    // Captured: before the end of full screen. Menus were there first, and theirs comes first.
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  }, [close]);
  const { data, error } = state.value;
  return (
    <section class="tile-origin" aria-label={text.tileOrigin}>
      <header>
        <h2>{text.tileOrigin}</h2>
        <CloseButton onClick={close} />
      </header>
      <div aria-live="polite">
        {Boolean(error) && (
          <div class="tile-problem" role="alert">
            <p>{text.tileOriginFailed}</p>
            <p class="quiet small">{failedBy(error).message}</p>
            <button type="button" class="button" onClick={state.reload}>
              {text.retry}
            </button>
          </div>
        )}
        {!error && data && <Facts tile={data} />}
        {!error && !data && <Skeleton />}
      </div>
      <p class="quiet small">{text.tileOriginHow}</p>
    </section>
  );
}

function Facts({ tile }: { tile: TileDetail }) {
  return (
    <>
      <div class="tile-facts">
        <Sample tile={tile} />
        <dl>
          <dt class="quiet small">{text.tileName(tile.tile)}</dt>
          <dd>
            {text.tileStates[tile.state]}
            {tile.colour && ` (${tile.colour.slice(0, 7)})`}
            {tile.picture_url && (
              <a class="tile-picture-link" href={tile.picture_url} target="_blank" rel="noopener">
                {text.seeTile}
              </a>
            )}
          </dd>
          <dt class="quiet small">{text.tileMade}</dt>
          <dd>
            {madeIn(tile)}
            {tile.made_at && (
              <>
                , <Moment time={tile.made_at} />
              </>
            )}
          </dd>
        </dl>
      </div>
      <h3>{text.tileShots(count(tile.shot_count))}</h3>
      <TileShots tile={tile} />
    </>
  );
}

/** The tile in small, or its colour. */
const Sample = ({ tile: { picture_url, colour } }: { tile: TileDetail }) =>
  picture_url ? (
    <img class="tile-sample" src={picture_url} alt="" width="72" height="72" />
  ) : (
    <div class="tile-sample" style={{ backgroundColor: colour ?? undefined }} />
  );

function madeIn({ made_in, build }: TileDetail): string {
  if (!made_in) return text.tileMadeUnknown;
  return made_in === build ? text.tileMadeHere : text.tileMadeEarlier;
}

const Skeleton = () => (
  <div class="tile-facts skeleton" role="status" aria-label={text.loading}>
    <div class="tile-sample block" />
    <div class="tile-lines">
      <div class="block line" />
      <div class="block line" />
    </div>
  </div>
);
