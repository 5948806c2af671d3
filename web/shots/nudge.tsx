import { useSignal } from '@preact/signals';
import { text } from '../text/en.ts';
import type { XY } from './moves.ts';
import { Segments } from './segments.tsx';

const STEPS = ['1', '10'] as const;
const WAYS = [
  ['left', '←', [-1, 0]],
  ['up', '↑', [0, -1]],
  ['down', '↓', [0, 1]],
  ['right', '→', [1, 0]],
] as const;

/** What the arrow keys do, for fingers: a px, or ten, each way. */
export function Nudge({ at, onPut }: { at: XY; onPut: (at: XY) => void }) {
  const step = useSignal<(typeof STEPS)[number]>('1');
  const px = Number(step.value);
  return (
    <div class="nudge">
      <Segments
        label={text.nudgeBy}
        options={STEPS.map((one) => [one, text.px(one)])}
        chosen={step.value}
        choose={(one) => {
          step.value = one;
        }}
      />
      <div class="nudge-ways">
        {WAYS.map(([way, sign, [x, y]]) => (
          <button
            key={way}
            type="button"
            class="button square"
            aria-label={text.nudge[way](step.value)}
            onClick={() => onPut([at[0] + px * x, at[1] + px * y])}
          >
            <span aria-hidden="true">{sign}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
