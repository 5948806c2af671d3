import { useRef } from 'preact/hooks';
import { SlideIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';
import { slide, within } from './slider-keys.ts';

type Props = {
  /** Where the line is, as a share of the width. */
  share: number;
  /** Dates of the builds left and right of it. */
  names: { a: string; b: string };
  onSlide: (share: number) => void;
};

/** Share of the width below which a side has no room for its name. */
const NAMED_FROM = 0.15;

/** The line between two builds: dragged by mouse or finger, moved by arrow keys. */
export function Slider({ share, names, onSlide }: Props) {
  const line = useRef<HTMLDivElement>(null);
  const grabbed = useRef<number | undefined>(undefined);
  const shareAt = (clientX: number) => {
    const { left, width } = line.current!.parentElement!.getBoundingClientRect();
    return (clientX - left) / width;
  };
  return (
    <div
      class="slider"
      ref={line}
      style={{ left: `${share * 100}%`, '--share': share }}
      role="slider"
      tabIndex={0}
      aria-label={text.slider}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={text.sliderAt(Math.round(share * 100), names.a, names.b)}
      onKeyDown={(event) => {
        const to = slide(share, event.key);
        if (to === undefined) return;
        event.preventDefault();
        onSlide(to);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        // Where the line was grabbed stays under the finger.
        grabbed.current = shareAt(event.clientX) - share;
        line.current!.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (grabbed.current !== undefined) onSlide(within(shareAt(event.clientX) - grabbed.current));
      }}
      onLostPointerCapture={() => {
        grabbed.current = undefined;
      }}
    >
      {share >= NAMED_FROM && (
        <span class="slider-name before floating small" aria-hidden="true">
          {names.a}
        </span>
      )}
      {share <= 1 - NAMED_FROM && (
        <span class="slider-name after floating small" aria-hidden="true">
          {names.b}
        </span>
      )}
      <span class="slider-handle">
        <SlideIcon />
      </span>
    </div>
  );
}
