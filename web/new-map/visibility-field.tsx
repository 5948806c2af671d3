import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { text } from '../text/en.ts';

type Visibility = 'public' | 'private';
const CHOICES: Visibility[] = ['public', 'private'];

/** Who may see a new map. */
export function VisibilityField({ chosen }: { chosen: Signal<Visibility> }) {
  const hint = useId();
  return (
    <fieldset class="choice" aria-describedby={hint}>
      <legend>{text.whoMaySee}</legend>
      {CHOICES.map((visibility) => (
        <label class="check" key={visibility}>
          <input
            type="radio"
            name="visibility"
            value={visibility}
            checked={chosen.value === visibility}
            onChange={() => {
              chosen.value = visibility;
            }}
          />
          {text.visible[visibility]}
        </label>
      ))}
      <span id={hint} class="quiet small" aria-live="polite">
        {text.visibleWhat[chosen.value]}
      </span>
    </fieldset>
  );
}
