import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import { Moment } from '../parts/moment.tsx';
import { lazy } from '../routing/lazy.tsx';
import { text } from '../text/en.ts';
import { FullScreenButton } from './full-screen-button.tsx';
import type { Opened } from './link-hash.ts';
import type { TileLeave } from './map-files.ts';
import { OriginButton } from './origin-button.tsx';
import { ShareButton } from './share-button.tsx';
import { useMapView } from './use-map-view.ts';
import { useTileOrigin } from './use-tile-origin.ts';
import { useViewerKeys } from './viewer-keys.ts';
import { ZoomButtons } from './zoom-buttons.tsx';
import 'leaflet/dist/leaflet.css';
import '../style/controls.css';
import './viewer.css';

/** Who only looks at the map does not pay for it. */
const TileOrigin = lazy(() => import('./tile-origin.tsx'));

type Props = {
  map: MapJson;
  tiles: string;
  /** Of a private map. */
  leave?: TileLeave | undefined;
  /** The link that brought this build in the place of another. */
  opened?: Opened | undefined;
  /** Put at the bar's start: the way back. */
  before?: ComponentChildren;
  /** The choice of builds, where there is one. */
  builds?: ComponentChildren;
  note?: ComponentChildren;
  /** The map's, where somebody can be asked where a tile comes from. */
  id?: string;
};

/** The map fills the window; small bars stand in front of it. Another build of the map is shown at the same place. */
export function Viewer({ map, tiles, leave, opened, before, builds, note, id }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const { canvas, view, scale } = useMapView(map, [{ map, tiles, leave }], opened);
  useViewerKeys(frame, canvas);
  const origin = useTileOrigin(view, map, opened);
  return (
    <div class="viewer" ref={frame}>
      <header class="viewer-bar">
        <div class="viewer-name floating">
          {before}
          <div class="viewer-title">
            <h1>{map.name}</h1>
            <p class="quiet small">
              <span>{text.pixels(map.width, map.height)}</span>
              {leave && <span>{text.onlyYou}</span>}
              {!builds && (
                <span title={map.build}>
                  {text.made} <Moment time={map.madeAt} />
                </span>
              )}
            </p>
          </div>
        </div>
        <div class="viewer-actions floating">
          {builds}
          <ShareButton place={() => ({ ...view.current!.place(), build: map.build })} />
          <FullScreenButton frame={frame} />
        </div>
      </header>
      <section class="viewer-canvas" ref={canvas} aria-label={text.mapOf(map.name)} />
      <ZoomButtons view={view} scale={scale}>
        {id && <OriginButton origin={origin} />}
      </ZoomButtons>
      {id && origin.tile && <TileOrigin id={id} build={map.build} tile={origin.tile} close={origin.close} />}
      {note}
      {map.attribution && <p class="viewer-attribution floating small">{map.attribution}</p>}
    </div>
  );
}
