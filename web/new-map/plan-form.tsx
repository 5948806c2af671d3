import { useSignal } from '@preact/signals';
import type { Picture } from '../parts/check-pictures.ts';
import { count, fileSize } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import { type ChosenPlan, DEFAULT_STEP } from './chosen-plan.ts';
import { Holes } from './holes.tsx';
import type { Plan } from './upload.ts';

type Props = { chosen: ChosenPlan; onPlan: (plan: Plan) => void; onRestart: () => void };

/** What was found in the files, and what only the person knows: name, attribution, step, whether positions are exact. */
export function PlanForm({ chosen, onPlan, onRestart }: Props) {
  const exact = useSignal(true);
  const { fromPositions } = chosen;
  const shots = chosen.grid(DEFAULT_STEP).placed;
  const bytes = [...chosen.pictures.values()].reduce((sum, { file }) => sum + file.size, 0);
  const [{ width, height }] = [...chosen.pictures.values()] as [Picture, ...Picture[]];
  const columns = 1 + Math.max(...shots.map(({ col }) => col));
  const rows = 1 + Math.max(...shots.map(({ row }) => row));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const step = { width: Number(fields.get('width')), height: Number(fields.get('height')) };
    onPlan({
      name: String(fields.get('name')).trim(),
      attribution: String(fields.get('attribution')).trim(),
      exact: fromPositions && exact.value,
      shots: chosen.grid(step).placed.map((shot) => ({ ...shot, picture: chosen.pictures.get(shot.file)! })),
    });
  };
  return (
    <form class="new-map-step" onSubmit={submit}>
      <p>
        <strong>{text.gridFound(count(shots.length), columns, rows, fileSize(bytes))}</strong>
      </p>
      <label class="field">
        {text.mapName}
        <input name="name" required maxLength={80} pattern=".*\S.*" defaultValue={chosen.folder} />
        <span class="quiet small">{text.mapNameSame}</span>
      </label>
      <label class="field">
        {text.attribution}
        <input name="attribution" maxLength={500} />
      </label>
      {fromPositions ? (
        <label class="check">
          <input
            type="checkbox"
            checked={exact.value}
            onChange={(event) => {
              exact.value = event.currentTarget.checked;
            }}
          />
          {text.exact}
        </label>
      ) : (
        <div class="new-map-pair">
          <StepField name="width" label={text.stepWidth} value={Math.min(DEFAULT_STEP.width, width)} />
          <StepField name="height" label={text.stepHeight} value={Math.min(DEFAULT_STEP.height, height)} />
          <span class="quiet small">{text.stepWhat}</span>
        </div>
      )}
      {!fromPositions && <Holes shots={shots} />}
      {!(fromPositions && exact.value) && <p class="quiet small">{text.positionsAsGiven}</p>}
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

const StepField = ({ name, label, value }: { name: string; label: string; value: number }) => (
  <label class="field">
    {label}
    <input name={name} type="number" inputMode="numeric" min={1} max={8192} required defaultValue={String(value)} />
  </label>
);
