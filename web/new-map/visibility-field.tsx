import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { text } from '../text/en.ts';

type Visibility = 'public' | 'private';
const CHOICES: Visibility[] = ['public', 'private'];

/** @param stays what the map is that gets a new build: shown, and not to be changed */
type Props = { chosen: Signal<Visibility>; stays: Visibility | undefined };

/** Who may see a map. It stands there also where nothing can be chosen: else all below it jumps while a name is typed. */
export function VisibilityField({ chosen, stays }: Props) {
  const hint = useId();
  const shown = stays ?? chosen.value;
  return (
    <fieldset class="choice" aria-describedby={hint} disabled={stays !== undefined}>
      <legend>{text.whoMaySee}</legend>
      {CHOICES.map((visibility) => (
        <label class="check" key={visibility}>
          <input
            type="radio"
            name="visibility"
            value={visibility}
            checked={shown === visibility}
            onChange={() => {
              chosen.value = visibility;
            }}
          />
          {text.visible[visibility]}
        </label>
      ))}
      <span id={hint} class="quiet small" aria-live="polite">
        {stays ? text.visibleStays : text.visibleWhat[shown]}
      </span>
    </fieldset>
  );
}
