import type { EstimateAnswer, EstimateRequest } from '../../cost-schemas.ts';
import { countsOf, type JobOptions, type Parallelism } from './counts.ts';
import { ACCOUNT, jobSeconds } from './durations.ts';
import { jobShape } from './job-shape.ts';
import { tileBytes } from './measured.ts';
import { naiveCounts } from './naive.ts';
import { PRICES_AS_OF, PRICES_REGION, priced, pricedMonthly, totalOf } from './prices.ts';

const GB = 1e9;

/** What a job will cost and how long it will take, before there is one. */
export function estimate(request: EstimateRequest, parallelism: Parallelism): EstimateAnswer {
  const { bytes, ...rest } = request;
  const options: JobOptions = rest;
  const shape = jobShape(options);
  const rows = priced(countsOf(shape, options, parallelism));
  const monthly = pricedMonthly({
    stored_tiles: (shape.tiles.all * tileBytes(options.format)) / GB,
    stored_shots: options.keep_shots ? (bytes ?? 0) / GB : 0,
  });
  return {
    as_of: PRICES_AS_OF,
    region: PRICES_REGION,
    shots: shape.shots,
    tiles: shape.tiles.all,
    width: shape.world.width,
    height: shape.world.height,
    seconds: Math.ceil(jobSeconds(shape, options.width * options.height, options, { place: ACCOUNT, parallelism })),
    rows,
    usd: totalOf(rows),
    monthly,
    monthly_usd: totalOf(monthly),
    one_task_per_tile_usd: totalOf(priced(naiveCounts(shape, options, parallelism))),
  };
}
