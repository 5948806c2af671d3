/** What a game is to take: the areas of its world, as shots that are not there yet. */
import { SHOTS_PER_JOB } from '../../../../lib/limits.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import type { GameName } from '../../capture-schemas.ts';
import type { CaptureView, GameCapture } from '../../game-capture.ts';
import { screenshotKey } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { PlanRequest } from '../../workflow.ts';
import { takenShotId } from '../capture/taken-shots.ts';
import { tooFarApart } from '../jobs/check-request.ts';

/** Where captures of this size are to be taken, in px of the game's whole world. */
export type GameGrid = {
  size: { width: number; height: number };
  cells: { row: number; col: number; nominal: [number, number] }[];
};
/**
 * What is known of a game's world without starting it: the part of it that is wanted, without what lies wholly outside.
 * @throws TesseraError `not_a_save`; `outside_world` when nothing of the world is in the view
 */
export type GameGridOf = (game: GameName, save: Uint8Array, view: CaptureView) => GameGrid;

export type CapturePlanTools = { work: Pick<ObjectStore, 'get'>; gameGrid: GameGridOf };

/** Once a build: in a later attempt the shots are there, some of them repaired. @throws TesseraError `missing`, `not_a_save`, `outside_world`, `too_many_areas`, `too_large` */
export async function planCaptures(
  request: PlanRequest,
  capture: GameCapture,
  { work, gameGrid }: CapturePlanTools,
): Promise<{ request: PlanRequest; size: GameGrid['size'] }> {
  const { game, save, ...view } = capture;
  const bytes = await work.get(save.key);
  if (!bytes) throw noSave(save);
  const { size, cells } = gameGrid(game, bytes, view);
  if (request.shots.length > 0) return { request, size };
  refuseGrid(cells);
  return { request: { ...request, shots: shotsOf(request, cells) }, size };
}

/** What no job can have. @throws TesseraError `too_many_areas`, `too_large` */
export function refuseGrid(cells: GameGrid['cells']): void {
  refuseCount(cells.length);
  const far = tooFarApart(named(cells));
  if (far)
    throw new TesseraError('too_large', 422, `${far.message} Or choose a part of the world (from, columns, rows).`);
}

function shotsOf({ map_id, build }: PlanRequest, cells: GameGrid['cells']): PlanRequest['shots'] {
  return named(cells).map((cell) => {
    const screenshot_id = takenShotId(build, cell);
    return {
      ...cell,
      screenshot_id,
      key: screenshotKey(map_id, screenshot_id),
      sha256: '',
      bytes: 0,
      type: 'image/png',
    };
  });
}

function named(cells: GameGrid['cells']): (GameGrid['cells'][number] & { name: string })[] {
  const digits = (axis: 'row' | 'col') => Math.max(2, ...cells.map((cell) => String(cell[axis]).length));
  const [rows, columns] = [digits('row'), digits('col')];
  return cells.map(({ row, col, nominal }) => {
    const name = `r${String(row).padStart(rows, '0')}_c${String(col).padStart(columns, '0')}.png`;
    return { name, row, col, nominal };
  });
}

function refuseCount(count: number): void {
  if (count <= SHOTS_PER_JOB) return;
  const message = `The game would take ${count} shots; a job has at most ${SHOTS_PER_JOB}. Choose a larger step, or a part of the world (from, columns, rows).`;
  throw new TesseraError('too_many_areas', 422, message);
}

const noSave = ({ name }: GameCapture['save']) =>
  new TesseraError(
    'missing',
    422,
    `The save ${name} is not in the bucket: it was announced and never came. Upload it again.`,
  );
