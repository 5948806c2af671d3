/**
 * `npm run bench -- cost --shots N,N`: what jobs of so many shots would cost, beside the plain design; and a generated city of
 * `--case` made in a twin of its own: foreseen, told by the job, and served by the twin, row by row.
 */
import { join } from 'node:path';
import { estimate } from '../../lambdas/map/core/cost/estimate.ts';
import { EstimateRequest } from '../../lambdas/map/cost-schemas.ts';
import { readConfig } from '../../lib/config.ts';
import { removeFolder, temporaryFolder } from '../../test/support/platform.ts';
import type { Options, Result } from '../bench.ts';
import { isCase } from '../cities/cases.ts';
import { writeCity } from '../cities/write-city.ts';
import { WrongInput } from '../wrong-input.ts';
import { type MeasuredJob, measureJob } from './measure-job.ts';

/** Of an account, as nobody chose it. */
const { parallelism } = readConfig({}, 'linux-arm64');
const SHOT = { width: 1280, height: 1024 };

export async function benchCost({ shots, case: name, seed, positions, captures, progress }: Options): Promise<Result> {
  const foreseen = shots.map((count) => {
    const answer = estimate(EstimateRequest.parse({ ...SHOT, shots: count, effort: 0 }), parallelism);
    return { count, ...answer };
  });
  const job = await made(name, { seed, positions, captures });
  progress(`Made in ${job.seconds.toFixed(0)} s.`);
  const largest = foreseen.at(-1)!;
  return {
    rows: [
      ...foreseen.map(({ count, usd, one_task_per_tile_usd: plain, tiles }) => ({
        name: `${count} shots`,
        tiles,
        usd: Number(usd.toPrecision(3)),
        'one task a tile': Number(plain.toPrecision(3)),
      })),
      ...largest.rows.map(({ what, unit, count, usd }) => ({
        name: `  ${what}`,
        count,
        unit,
        'usd / 1000': usd * 1000,
      })),
      ...rowsOf(job),
    ],
    ratios: [
      ...foreseen.map(({ count, usd, one_task_per_tile_usd: plain }) => ({
        name: `${count} shots, ours / one task a tile`,
        value: usd / plain,
      })),
      { name: 'the job made here, foreseen / told', value: job.predicted.usd / job.reported.usd },
    ],
    skipped: [],
  };
}

async function made(
  name: string | undefined,
  at: Pick<Options, 'seed' | 'positions' | 'captures'>,
): Promise<MeasuredJob> {
  if (name === undefined) return measureJob(at.captures, { positions: at.positions, options: { effort: 0 } });
  if (!isCase(name)) throw new WrongInput(`There is no city ${name}.`);
  const folder = await temporaryFolder();
  try {
    await writeCity(name, at.seed, folder);
    return await measureJob(folder, { positions: join(folder, 'dataset.json'), options: { effort: 0 } });
  } finally {
    await removeFolder(folder);
  }
}

const rowsOf = ({ predicted, reported, served }: MeasuredJob): Result['rows'] =>
  predicted.rows.map(({ what, count }) => {
    const told = reported.rows.find((row) => row.what === what)?.count ?? 0;
    const judge = served[what as keyof typeof served];
    return {
      name: `made: ${what}`,
      count,
      told,
      'foreseen / told': count / told,
      ...(judge !== undefined && { served: judge, 'told / served': told / judge }),
    };
  });
