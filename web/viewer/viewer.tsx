import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import { MinusIcon, PlusIcon, WholeMapIcon } from '../icons/icons.tsx';
import { Moment } from '../parts/moment.tsx';
import { text } from '../text/en.ts';
import { FullScreenButton } from './full-screen-button.tsx';
import { type MapView, showMap } from './map-view.ts';
import { ShareButton } from './share-button.tsx';
import 'leaflet/dist/leaflet.css';
import '../style/controls.css';
import './viewer.css';

/** The map fills the window; a small bar stands in front of it. `before` is put at the bar's start (the way back). */
export function Viewer(props: { map: MapJson; tiles: string; before?: ComponentChildren; note?: ComponentChildren }) {
  const { map, tiles } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const view = useRef<MapView | undefined>(undefined);
  const zoom = useSignal(0);
  useEffect(() => {
    const shown = showMap(canvas.current!, map, tiles, (place) => {
      zoom.value = place.zoom;
    });
    view.current = shown;
    return shown.remove;
  }, [map, tiles, zoom]);
  return (
    <div class="viewer" ref={frame}>
      <header class="viewer-bar floating">
        {props.before}
        <div class="viewer-title">
          <h1>{map.name}</h1>
          <p class="quiet small">
            <span>{text.pixels(map.width, map.height)}</span>
            <span title={map.build}>
              {text.made} <Moment time={map.madeAt} />
            </span>
          </p>
        </div>
        <ShareButton place={() => ({ ...view.current!.place(), build: map.build })} />
        <FullScreenButton frame={frame} />
      </header>
      {/* biome-ignore lint/a11y/useSemanticElements: Leaflet needs a plain element that takes the keyboard */}
      <div class="viewer-canvas" ref={canvas} role="region" aria-label={text.mapOf(map.name)} />
      <div class="viewer-zoom floating">
        <ZoomButton label={text.zoomIn} icon={<PlusIcon />} onClick={() => view.current?.zoomIn()} />
        <output class="small" aria-label={text.zoom}>
          {text.percent(2 ** (zoom.value - map.maxZoom))}
        </output>
        <ZoomButton label={text.zoomOut} icon={<MinusIcon />} onClick={() => view.current?.zoomOut()} />
        <ZoomButton label={text.wholeMap} icon={<WholeMapIcon />} onClick={() => view.current?.showWhole()} />
      </div>
      {props.note}
      {map.attribution && <p class="viewer-attribution floating small">{map.attribution}</p>}
    </div>
  );
}

const ZoomButton = (props: { label: string; icon: ComponentChildren; onClick: () => void }) => (
  <button
    type="button"
    class="button plain square"
    onClick={props.onClick}
    aria-label={props.label}
    title={props.label}
  >
    {props.icon}
  </button>
);
