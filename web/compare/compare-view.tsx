import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { MapDetail, MapJson } from '../../lambdas/map/schemas.ts';
import { tilesPrefix } from '../../lambdas/map/tile-paths.ts';
import { BackIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';
import { FullScreenButton } from '../viewer/full-screen-button.tsx';
import { writePlace } from '../viewer/link-hash.ts';
import type { MapFiles } from '../viewer/map-files.ts';
import { ShareButton } from '../viewer/share-button.tsx';
import { useMapView } from '../viewer/use-map-view.ts';
import { useViewerKeys } from '../viewer/viewer-keys.ts';
import { ZoomButtons } from '../viewer/zoom-buttons.tsx';
import { BuildChoices } from './build-choices.tsx';
import type { Sides } from './sides.ts';
import { Slider } from './slider.tsx';
import 'leaflet/dist/leaflet.css';
import '../style/controls.css';
import '../viewer/viewer.css';
import './compare.css';

type Props = {
  map: MapDetail;
  sides: Sides;
  left: MapJson;
  right: MapJson;
  files: MapFiles;
  names: Map<string, string>;
  onChange: (sides: Sides) => void;
};

/** Both builds fill the window, cut at the slider; they move and zoom as one map. */
export function CompareView({ map, sides, left, right, files, names, onChange }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const share = useSignal(0.5);
  const shownBuild = (build: MapJson) => ({
    map: build,
    tiles: `/${tilesPrefix(map.map, build.build)}`,
    leave: files.leave,
  });
  const { canvas, view, place, shown, scale } = useMapView(togetherIn(left, right), [left, right].map(shownBuild));
  useViewerKeys(frame, canvas);
  // With the line, not a frame behind it.
  useLayoutEffect(() => {
    view.current?.cut([
      [0, share.value],
      [share.value, 1],
    ]);
  }, [view, shown, share.value]);
  const here = { ...place, build: right.build === map.published_build ? '' : right.build };
  return (
    <main class="viewer" ref={frame}>
      <header class="viewer-bar">
        <div class="viewer-name floating">
          <a
            class="button plain square"
            href={`/maps/${map.map}${writePlace(here)}`}
            aria-label={text.backToMap}
            title={text.backToMap}
          >
            <BackIcon />
          </a>
          <div class="viewer-title">
            <h1>{map.name}</h1>
            <p class="quiet small">{text.compareBuilds}</p>
          </div>
        </div>
        <div class="viewer-actions floating">
          <ShareButton place={() => view.current!.place()} />
          <FullScreenButton frame={frame} />
        </div>
      </header>
      <section class="viewer-canvas" ref={canvas} aria-label={text.mapOf(map.name)} />
      <Slider
        share={share.value}
        names={{ a: names.get(sides.a) ?? '', b: names.get(sides.b) ?? '' }}
        onSlide={(to) => {
          share.value = to;
        }}
      />
      <div class="compare-bar floating">
        <BuildChoices map={map} names={names} sides={sides} onChange={onChange} />
      </div>
      <ZoomButtons view={view} scale={scale} />
      {map.attribution && <p class="viewer-attribution floating small">{map.attribution}</p>}
    </main>
  );
}

/** The rectangle that holds both, in the levels of the right one: links from and to its viewer keep their zoom. */
const togetherIn = (left: MapJson, right: MapJson) => ({
  width: Math.max(left.width, right.width),
  height: Math.max(left.height, right.height),
  minZoom: Math.min(right.minZoom, left.minZoom + right.maxZoom - left.maxZoom),
  maxZoom: right.maxZoom,
});
