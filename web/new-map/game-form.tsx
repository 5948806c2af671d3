import { useSignal } from '@preact/signals';
import { FARTHEST_CORNER } from '../../lambdas/map/capture-schemas.ts';
import { CAPTURES_A_SIDE, GAME_SIZE, GAME_STEP } from '../../lib/limits.ts';
import { count, fileSize } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import { CheckField } from './check-field.tsx';
import { GameForeseen } from './foreseen.tsx';
import { type MapAsked, MapForm } from './map-form.tsx';
import type { OwnMaps } from './name-news.ts';
import type { SaveFile } from './save-file.ts';
import type { Plan } from './upload.ts';

type Props = { save: SaveFile; own: OwnMaps; onPlan: (plan: Plan) => void; onRestart: () => void };

/** Which game, and how much of its world: the whole, unless somebody names a part. */
export function GameForm({ save, own, onPlan, onRestart }: Props) {
  const name = useSignal(save.file.name.replace(/\.[^.]*$/, ''));
  const isPart = useSignal(false);
  const full = useSignal(false);
  const part = useSignal({ left: 0, top: 0, columns: 0, rows: 0 });
  const { left, top, columns, rows } = part.value;
  const put = (name: keyof typeof part.value) => (value: number) => {
    part.value = { ...part.value, [name]: value };
  };
  const view = isPart.value ? { from: [left, top] as [number, number], columns, rows } : {};
  const submit = (map: MapAsked) => onPlan({ ...map, exact: false, shots: [], save: { ...save, view } });
  return (
    <MapForm
      found={text.saveFound(text.games[save.game], save.file.name, fileSize(save.file.size))}
      {...{ name, own, full, onRestart }}
      onSubmit={submit}
    >
      <CheckField label={text.partOfWorld} checked={isPart} />
      {isPart.value && (
        <div class="new-map-pair">
          <Count name="left" label={text.partLeft} most={FARTHEST_CORNER} least={0} onInput={put('left')} />
          <Count name="top" label={text.partTop} most={FARTHEST_CORNER} least={0} onInput={put('top')} />
          <Count name="columns" label={text.partColumns} onInput={put('columns')} />
          <Count name="rows" label={text.partRows} onInput={put('rows')} />
          <span class="quiet small">{text.partWhat}</span>
        </div>
      )}
      <p class="quiet small" aria-live="polite">
        {isPart.value && columns > 0 && rows > 0
          ? text.gameTakesPart(count(columns * rows), sizeOf(columns, rows))
          : text.gameTakesAll(text.pixels(...GAME_SIZE), text.pixels(...GAME_STEP))}
      </p>
      {(!isPart.value || (columns > 0 && rows > 0)) && (
        <GameForeseen file={save.file} capture={{ game: save.game, ...view }} />
      )}
    </MapForm>
  );
}

const sizeOf = (columns: number, rows: number) =>
  text.pixels((columns - 1) * GAME_STEP[0] + GAME_SIZE[0], (rows - 1) * GAME_STEP[1] + GAME_SIZE[1]);

type CountProps = { name: string; label: string; least?: number; most?: number; onInput: (value: number) => void };

const Count = ({ name, label, least = 1, most = CAPTURES_A_SIDE, onInput }: CountProps) => (
  <label class="field">
    {label}
    <input
      name={name}
      type="number"
      inputMode="numeric"
      min={least}
      max={most}
      required
      onInput={(event) => onInput(Number(event.currentTarget.value))}
    />
  </label>
);
