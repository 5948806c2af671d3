import { useSignal } from '@preact/signals';
import { GAME_SIZE, GAME_STEP } from '../../lib/limits.ts';
import { count, fileSize } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import { CheckField } from './check-field.tsx';
import { GameForeseen } from './foreseen.tsx';
import { type MapAsked, MapForm } from './map-form.tsx';
import type { OwnMaps } from './name-news.ts';
import { PART_LIMITS, type Part, type PartField, type PartView, viewOf } from './part-of-world.ts';
import type { SaveFile } from './save-file.ts';
import type { Plan } from './upload.ts';

type Props = { save: SaveFile; own: OwnMaps; onPlan: (plan: Plan) => void; onRestart: () => void };

/** Which game, and how much of its world: the whole, unless somebody names a part. */
export function GameForm({ save, own, onPlan, onRestart }: Props) {
  const name = useSignal(save.file.name.replace(/\.[^.]*$/, ''));
  const isPart = useSignal(false);
  const full = useSignal(false);
  const part = useSignal<Part>({});
  const put = (name: PartField) => (value: number | undefined) => {
    part.value = { ...part.value, [name]: value };
  };
  const wanted = isPart.value ? viewOf(part.value) : undefined;
  const lacks = typeof wanted === 'string';
  const view = typeof wanted === 'object' ? wanted : {};
  const submit = (map: MapAsked) => onPlan({ ...map, exact: false, shots: [], save: { ...save, view } });
  return (
    <MapForm
      found={text.saveFound(text.games[save.game], save.file.name, fileSize(save.file.size))}
      {...{ name, own, full, onRestart }}
      isReady={!lacks}
      onSubmit={submit}
    >
      <CheckField label={text.partOfWorld} checked={isPart} />
      {isPart.value && (
        <div class="new-map-pair">
          <Count name="left" label={text.partLeft} was={part.value.left} onInput={put('left')} />
          <Count name="top" label={text.partTop} was={part.value.top} onInput={put('top')} />
          <Count name="columns" label={text.partColumns} was={part.value.columns} onInput={put('columns')} />
          <Count name="rows" label={text.partRows} was={part.value.rows} onInput={put('rows')} />
          <span class="quiet small">{text.partWhat}</span>
        </div>
      )}
      <p class="quiet small" aria-live="polite">
        {wordsOf(wanted)}
      </p>
      {!lacks && <GameForeseen file={save.file} capture={{ game: save.game, ...view }} />}
    </MapForm>
  );
}

/** What the game will take: the whole world, unless a part of it is wanted; or what the part lacks. */
function wordsOf(wanted: PartView | string | undefined): string {
  if (wanted === undefined) return text.gameTakesAll(text.pixels(...GAME_SIZE), text.pixels(...GAME_STEP));
  if (typeof wanted === 'string') return wanted;
  const { columns, rows } = wanted;
  return text.gameTakesPart(count(columns * rows), sizeOf(columns, rows));
}

const sizeOf = (columns: number, rows: number) =>
  text.pixels((columns - 1) * GAME_STEP[0] + GAME_SIZE[0], (rows - 1) * GAME_STEP[1] + GAME_SIZE[1]);

/** `was`: typed before the fields were put away. */
type CountProps = {
  name: PartField;
  label: string;
  was: number | undefined;
  onInput: (value: number | undefined) => void;
};

const Count = ({ name, label, was, onInput }: CountProps) => (
  <label class="field">
    {label}
    <input
      name={name}
      type="number"
      inputMode="numeric"
      min={PART_LIMITS[name][0]}
      max={PART_LIMITS[name][1]}
      required
      defaultValue={was}
      onInput={({ currentTarget: { value } }) => onInput(value === '' ? undefined : Number(value))}
    />
  </label>
);
