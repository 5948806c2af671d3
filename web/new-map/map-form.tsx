import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { text } from '../text/en.ts';
import { CheckField } from './check-field.tsx';
import { NameField } from './name-field.tsx';
import type { OwnNames } from './name-news.ts';
import type { Plan } from './upload.ts';

type Props = {
  /** What was found in the files. */
  found: string;
  name: Signal<string>;
  own: OwnNames;
  /** Every tile is made anew, whatever the map shows. */
  full: Signal<boolean>;
  children: ComponentChildren;
  onSubmit: (map: Pick<Plan, 'name' | 'attribution' | 'full'>, fields: FormData) => void;
  onRestart: () => void;
};

/** What every new map is asked, whatever it is made of: its name and whose pictures they are. */
export function MapForm({ found, name, own, full, children, onSubmit, onRestart }: Props) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const typed = (field: 'name' | 'attribution') => String(fields.get(field)).trim();
    onSubmit({ name: typed('name'), attribution: typed('attribution'), full: full.value }, fields);
  };
  return (
    <form class="new-map-step" onSubmit={submit}>
      <p>
        <strong>{found}</strong>
      </p>
      <NameField typed={name} own={own} />
      <label class="field">
        {text.attribution}
        <input name="attribution" maxLength={500} />
      </label>
      {children}
      <CheckField label={text.makeAnew} checked={full} what={text.makeAnewWhat} />
      <div class="new-map-actions">
        <button type="submit" class="button main">
          {text.build}
        </button>
        <button type="button" class="button" onClick={onRestart}>
          {text.chooseOthers}
        </button>
      </div>
    </form>
  );
}
