import { useRef } from 'preact/hooks';
import { FARTHEST_PIXEL } from '../../lib/limits.ts';
import { text } from '../text/en.ts';
import type { XY } from './moves.ts';

/** Where a shot lies as numbers, to be changed; all of one visit to a field is one step back. */
export function PlaceFields({ at, onPut }: { at: XY; onPut: (at: XY, gesture: object) => void }) {
  const gesture = useRef({});
  const field = (axis: 0 | 1, words: string) => (
    <label class="field">
      {words}
      <input
        type="number"
        step={1}
        min={-FARTHEST_PIXEL}
        max={FARTHEST_PIXEL}
        value={Math.round(at[axis])}
        onFocus={() => {
          gesture.current = {};
        }}
        onInput={({ currentTarget: { valueAsNumber, validity } }) => {
          if (!Number.isFinite(valueAsNumber) || validity.rangeOverflow || validity.rangeUnderflow) return;
          onPut(axis === 0 ? [valueAsNumber, at[1]] : [at[0], valueAsNumber], gesture.current);
        }}
      />
    </label>
  );
  return (
    <div class="place-fields">
      {field(0, text.acrossPx)}
      {field(1, text.downPx)}
    </div>
  );
}
