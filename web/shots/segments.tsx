import { useId } from 'preact/hooks';

type Props<T extends string> = {
  label: string;
  options: [value: T, words: string][];
  chosen: T;
  choose: (value: T) => void;
};

/** One of few, all in sight: radio buttons that look like one control. */
export function Segments<T extends string>({ label, options, chosen, choose }: Props<T>) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class="unseen">{label}</legend>
      {options.map(([value, words]) => (
        <label key={value} class="button">
          <input type="radio" class="unseen" name={name} checked={value === chosen} onChange={() => choose(value)} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
