import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { text } from '../text/en.ts';
import { cssBox, cssSize } from './css-box.ts';
import type { ShownAs } from './mover.tsx';
import { keyStep, type XY } from './moves.ts';
import { lengthInPx } from './numbers.ts';
import { boundsOf, fitting, overlapOf } from './seam.ts';
import { ZOOMS, type Zoom } from './seams.tsx';
import { Segments } from './segments.tsx';
import { useWidth } from './use-width.ts';

/** What the stage is scrolled to: all of it, or the middle of a seam at full size. */
export type Look = { at: 'whole' } | { at: 'seam'; with: string };

type Pictured = { screenshot_id: string; name: string; position: XY; picture_url: string };
type Props = {
  shot: Pictured & { width: number; height: number };
  here: XY;
  neighbours: Pictured[];
  shownAs: ShownAs;
  look: Look;
  onPut: (at: XY, gesture?: object) => void;
};

/** Of the frame, as a share of the window's height, and in CSS px. */
const [SHARE, LEAST, MOST] = [0.6, 280, 640];
/** Around the pictures, as a share of one: room to drag to. */
const MARGIN = 0.15;

/** Neighbours where they lie, and the shot over them. */
export function Stage({ shot, here, neighbours, shownAs, look, onPut }: Props) {
  const frame = useWidth<HTMLDivElement>();
  const zoom = useSignal<Zoom>('fit');
  const held = useRef<{ from: XY; at: XY } | undefined>(undefined);
  const height = Math.round(Math.min(MOST, Math.max(LEAST, innerHeight * SHARE)));
  const anchors = neighbours.map(({ position }) => position.join()).join(' ');
  // It does not follow the shot: else everything would move under the pointer.
  const bounds = useMemo(() => {
    const all = boundsOf([shot.position, here, ...neighbours.map(({ position }) => position)], shot);
    const [x, y] = [Math.round(MARGIN * shot.width), Math.round(MARGIN * shot.height)];
    return { left: all.left - x, top: all.top - y, width: all.width + 2 * x, height: all.height + 2 * y };
  }, [shot, anchors]);
  const scale = zoom.value === 'fit' ? fitting(bounds, { width: frame.width, height }) : Number(zoom.value);
  // All of it in sight: no higher than it is, beside the frame's own lines.
  const shown = zoom.value === 'fit' ? Math.min(height, bounds.height * scale + 2) : height;
  const put = (at: XY, ...gesture: [object?]) => onPut([Math.round(at[0]), Math.round(at[1])], ...gesture);

  const scrollTo = ([x, y]: XY) =>
    frame.ref.current?.scrollTo({
      left: (x - bounds.left) * scale - frame.width / 2,
      top: (y - bounds.top) * scale - height / 2,
    });
  useLayoutEffect(() => {
    zoom.value = look.at === 'whole' ? 'fit' : '1';
  }, [look, zoom]);
  useLayoutEffect(() => {
    if (zoom.value === 'fit') return;
    const seam = look.at === 'seam' && neighbours.find(({ screenshot_id }) => screenshot_id === look.with);
    const shown = (seam && overlapOf(here, seam.position, shot)) || { left: here[0], top: here[1], ...sizeOf(shot) };
    scrollTo([shown.left + shown.width / 2, shown.top + shown.height / 2]);
  }, [zoom.value, look, frame.width]);

  const boxAt = ([x, y]: XY) => cssBox({ left: x - bounds.left, top: y - bounds.top, ...sizeOf(shot) }, 1);
  return (
    <>
      <div
        class={`shot-stage shown-${shownAs} ${zoom.value === '2' ? 'enlarged' : ''}`}
        ref={frame.ref}
        style={{ height: `${shown}px` }}
      >
        {/* Scaled as a whole: each by itself would be moved to whole px of the screen, and differ where it is the same. */}
        <div class="shot-stage-room" style={cssSize(bounds, scale)}>
          <div class="shot-stage-ground" style={{ ...cssSize(bounds), transform: `scale(${scale})` }}>
            {neighbours.map(({ screenshot_id, name, position, picture_url }) => (
              <img
                key={screenshot_id}
                src={picture_url}
                crossOrigin="anonymous"
                alt={text.pictureOf(name)}
                draggable={false}
                style={boxAt(position)}
              />
            ))}
            <div
              class="shot-stage-shot"
              role="application"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by keys
              tabIndex={0}
              aria-label={text.stageOf(shot.name, lengthInPx(here[0]), lengthInPx(here[1]))}
              style={boxAt(here)}
              onKeyDown={(event) => {
                const step = keyStep(event);
                if (!step) return;
                event.preventDefault();
                put([here[0] + step[0], here[1] + step[1]]);
              }}
              onPointerDown={(event) => {
                if (event.button !== 0) return;
                held.current = { from: [event.clientX, event.clientY], at: here };
                event.currentTarget.setPointerCapture(event.pointerId);
              }}
              onPointerMove={(event) => {
                if (!held.current) return;
                const { from, at } = held.current;
                // One drag is one step back.
                put(
                  [at[0] + (event.clientX - from[0]) / scale, at[1] + (event.clientY - from[1]) / scale],
                  held.current,
                );
              }}
              onLostPointerCapture={() => {
                held.current = undefined;
              }}
            >
              <img src={shot.picture_url} crossOrigin="anonymous" alt="" draggable={false} />
            </div>
          </div>
        </div>
      </div>
      <Segments
        label={text.zoom}
        options={ZOOMS.map((one) => [one, text.zooms[one]])}
        chosen={zoom.value}
        choose={(one) => {
          zoom.value = one;
        }}
      />
    </>
  );
}

const sizeOf = ({ width, height }: { width: number; height: number }) => ({ width, height });
