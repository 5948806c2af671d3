import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

type Props = {
  label: string;
  checked: Signal<boolean>;
  /** What comes of it. */
  what?: string;
};

/** Yes or no. */
export function CheckField({ label, checked, what }: Props) {
  const hint = useId();
  return (
    <div>
      <label class="check">
        <input
          type="checkbox"
          checked={checked.value}
          aria-describedby={what ? hint : undefined}
          onChange={(event) => {
            checked.value = event.currentTarget.checked;
          }}
        />
        {label}
      </label>
      {what && (
        <span id={hint} class="quiet small">
          {what}
        </span>
      )}
    </div>
  );
}
