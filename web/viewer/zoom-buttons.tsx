import type { ComponentChildren, RefObject } from 'preact';
import { MinusIcon, PlusIcon, WholeMapIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';
import type { MapView } from './map-view.ts';

type Props = { view: RefObject<MapView | undefined>; scale: number; children?: ComponentChildren };

/** Zoom in, out, and the whole map; between them the scale, as a share of the pictures' own size. */
export function ZoomButtons({ view, scale, children }: Props) {
  return (
    <div class="viewer-zoom floating">
      <ZoomButton label={text.zoomIn} icon={<PlusIcon />} onClick={() => view.current?.zoomIn()} />
      <output class="small" aria-label={text.zoom}>
        {text.percent(scale)}
      </output>
      <ZoomButton label={text.zoomOut} icon={<MinusIcon />} onClick={() => view.current?.zoomOut()} />
      <ZoomButton label={text.wholeMap} icon={<WholeMapIcon />} onClick={() => view.current?.showWhole()} />
      {children}
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
