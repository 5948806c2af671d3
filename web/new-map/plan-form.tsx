import { useSignal } from '@preact/signals';
import { WarningIcon } from '../icons/icons.tsx';
import type { Picture } from '../parts/check-pictures.ts';
import { count, fileSize } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import { CheckField } from './check-field.tsx';
import { ANY_STEP, type ChosenPlan } from './chosen-plan.ts';
import { Foreseen } from './foreseen.tsx';
import { mostStep, spanOf } from './grid.ts';
import { Holes } from './holes.tsx';
import { type MapAsked, MapForm } from './map-form.tsx';
import type { OwnMaps } from './name-news.ts';
import type { Plan } from './upload.ts';

type Props = { chosen: ChosenPlan; own: OwnMaps; onPlan: (plan: Plan) => void; onRestart: () => void };

/** What was found in the files, and what only the person knows: name, attribution, step, whether positions are exact. */
export function PlanForm({ chosen, own, onPlan, onRestart }: Props) {
  const exact = useSignal(false);
  const full = useSignal(false);
  const name = useSignal(chosen.folder);
  const gaps = useSignal({ width: false, height: false });
  const steps = useSignal({ width: 0, height: 0 });
  const typed = (side: Side, step: number, most: number) => {
    gaps.value = { ...gaps.value, [side]: step > most };
    steps.value = { ...steps.value, [side]: step };
  };
  const { fromPositions } = chosen;
  const shots = chosen.grid(ANY_STEP).placed;
  const bytes = [...chosen.pictures.values()].reduce((sum, { file }) => sum + file.size, 0);
  const [{ width, height }] = [...chosen.pictures.values()] as [Picture, ...Picture[]];
  const columns = spanOf(shots.map(({ col }) => col));
  const rows = spanOf(shots.map(({ row }) => row));
  const submit = (map: MapAsked, fields: FormData) => {
    const step = { width: Number(fields.get('width')), height: Number(fields.get('height')) };
    const placed = chosen.grid(step).placed;
    onPlan({
      ...map,
      exact: fromPositions && exact.value,
      shots: placed.map((shot) => ({ ...shot, picture: chosen.pictures.get(shot.file)! })),
    });
  };
  return (
    <MapForm
      found={text.gridFound(count(shots.length), text.pixels(width, height), columns, rows, fileSize(bytes))}
      {...{ name, own, full, onRestart }}
      onSubmit={submit}
    >
      {fromPositions ? (
        <CheckField label={text.exact} checked={exact} />
      ) : (
        <div class="new-map-pair">
          <StepField name="width" label={text.stepWidth} size={width} most={mostStep(width, columns)} onStep={typed} />
          <StepField name="height" label={text.stepHeight} size={height} most={mostStep(height, rows)} onStep={typed} />
          <span class="quiet small">{text.stepWhat(text.pixels(width, height))}</span>
          <span class="state failed" role="status">
            {Object.values(gaps.value).some(Boolean) && (
              <>
                <WarningIcon size={16} />{' '}
                {text.stepTooLarge(text.pixels(mostStep(width, columns), mostStep(height, rows)))}
              </>
            )}
          </span>
        </div>
      )}
      {(fromPositions || (steps.value.width > 0 && steps.value.height > 0)) && (
        <Foreseen
          name={name.value}
          shots={chosen.grid(steps.value).placed.map((shot) => ({
            ...shot,
            width,
            height,
            bytes: bytes / shots.length,
            sha256: chosen.pictures.get(shot.file)!.sha256,
          }))}
          exact={fromPositions && exact.value}
          full={full.value}
        />
      )}
      {!fromPositions && <Holes shots={shots} />}
      {!(fromPositions && exact.value) && <p class="quiet small">{text.placesFound}</p>}
    </MapForm>
  );
}

/** Of a picture: neighbours share a fifth. */
const GOOD_STEP = 0.8;

type Side = 'width' | 'height';
type StepProps = {
  name: Side;
  label: string;
  size: number;
  most: number;
  onStep: (side: Side, step: number, most: number) => void;
};

/** Empty at first: only the person knows it, and a wrong one gives a garbled map. */
const StepField = ({ name, label, size, most, onStep }: StepProps) => (
  <label class="field">
    {label}
    <input
      name={name}
      type="number"
      inputMode="numeric"
      min={1}
      max={most}
      required
      placeholder={text.stepSuch(Math.round(GOOD_STEP * size))}
      onInput={(event) => onStep(name, Number(event.currentTarget.value), most)}
    />
  </label>
);
