import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import { Moment } from '../parts/moment.tsx';
import { text } from '../text/en.ts';
import { FullScreenButton } from './full-screen-button.tsx';
import type { Opened } from './link-hash.ts';
import { ShareButton } from './share-button.tsx';
import { useMapView } from './use-map-view.ts';
import { useViewerKeys } from './viewer-keys.ts';
import { ZoomButtons } from './zoom-buttons.tsx';
import 'leaflet/dist/leaflet.css';
import '../style/controls.css';
import './viewer.css';

type Props = {
  map: MapJson;
  tiles: string;
  /** The link that brought this build in the place of another. */
  opened?: Opened | undefined;
  /** Put at the bar's start: the way back. */
  before?: ComponentChildren;
  /** The choice of builds, where there is one. */
  builds?: ComponentChildren;
  note?: ComponentChildren;
};

/** The map fills the window; small bars stand in front of it. Another build of the map is shown at the same place. */
export function Viewer({ map, tiles, opened, before, builds, note }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const { canvas, view, scale } = useMapView(map, [{ map, tiles }], opened);
  useViewerKeys(frame, canvas);
  return (
    <div class="viewer" ref={frame}>
      <header class="viewer-bar">
        <div class="viewer-name floating">
          {before}
          <div class="viewer-title">
            <h1>{map.name}</h1>
            <p class="quiet small">
              <span>{text.pixels(map.width, map.height)}</span>
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
      <ZoomButtons view={view} scale={scale} />
      {note}
      {map.attribution && <p class="viewer-attribution floating small">{map.attribution}</p>}
    </div>
  );
}
