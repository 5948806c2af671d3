import type { EstimateAnswer, EstimateRequest } from '../../cost-schemas.ts';
import { gameGridOfStart } from '../games/games.ts';
import { refuseGrid } from '../steps/capture-plan.ts';
import { countsOf, type JobOptions, type Parallelism } from './counts.ts';
import { ACCOUNT, jobSeconds } from './durations.ts';
import { type JobShape, jobShape } from './job-shape.ts';
import { gameLayout, gridLayout } from './layout.ts';
import { tileBytes } from './measured.ts';
import { captureBytes } from './measured-game.ts';
import { naiveCounts } from './naive.ts';
import { PRICES_AS_OF, PRICES_REGION, priced, pricedMonthly, totalOf } from './prices.ts';

const GB = 1e9;

/**
 * What a job will cost and how long it will take, before there is one.
 * @throws TesseraError `not_a_save`, `outside_world`, `too_many_areas`, `too_large` of a game, in the words of the job itself
 */
export function estimate(
  request: EstimateRequest,
  { captureGame, ...workers }: Parallelism & { captureGame: number },
): EstimateAnswer {
  const options = optionsOf(request);
  const parallelism = options.game ? { ...workers, capture: captureGame } : workers;
  const shape = jobShape(options, parallelism);
  const rows = priced(countsOf(shape, options, parallelism));
  const monthly = pricedMonthly({
    stored_tiles: (shape.tiles.all * tileBytes(options.format)) / GB,
    stored_shots: options.keep_shots ? bytesOf(shape, request) / GB : 0,
  });
  return {
    as_of: PRICES_AS_OF,
    region: PRICES_REGION,
    shots: shape.shots,
    tiles: shape.tiles.all,
    width: shape.world.width,
    height: shape.world.height,
    seconds: Math.ceil(jobSeconds(shape, options, { place: ACCOUNT, parallelism })),
    rows,
    usd: totalOf(rows),
    monthly,
    monthly_usd: totalOf(monthly),
    one_task_per_tile_usd: totalOf(priced(naiveCounts(shape, options, parallelism))),
  };
}

function optionsOf({ capture, shots, width, height, columns, step, ...common }: EstimateRequest): JobOptions {
  // What pictures need is there: the schema says so.
  if (!capture)
    return { ...common, layout: gridLayout({ shots: shots!, width: width!, height: height!, columns, step }) };
  const { game, start, ...view } = capture;
  const grid = gameGridOfStart(game, Buffer.from(start, 'base64'), view);
  refuseGrid(grid.cells);
  return { ...common, layout: gameLayout(grid), game: true };
}

const bytesOf = ({ game, shots, pixels }: JobShape, { bytes = 0 }: EstimateRequest): number =>
  game ? shots * captureBytes(pixels) : bytes;
