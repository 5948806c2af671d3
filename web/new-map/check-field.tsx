import type { Signal } from '@preact/signals';

/** Yes or no. */
export const CheckField = ({ label, checked }: { label: string; checked: Signal<boolean> }) => (
  <label class="check">
    <input
      type="checkbox"
      checked={checked.value}
      onChange={(event) => {
        checked.value = event.currentTarget.checked;
      }}
    />
    {label}
  </label>
);
