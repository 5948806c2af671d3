/**
 * `npm run bench -- cost --shots N,N`: what jobs of so many shots would cost, beside the plain design; and three jobs in a twin of its
 * own (pictures or a generated city of `--case`, the same with `--changed` of them other ones, a part of the game's world of `--save`):
 * foreseen, told by the job, and served by the twin, row by row.
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
import { comparedCounts, off } from './compare.ts';
import type { MeasuredJob } from './measure-job.ts';
import { type ThreeJobs, threeJobs } from './three-jobs.ts';

/** Of an account, as nobody chose it. */
const { parallelism } = readConfig({}, 'linux-arm64');
const SHOT = { width: 1280, height: 1024 };
/** Of the game's world. */
const GRID: [number, number] = [8, 6];

export async function benchCost(options: Options): Promise<Result> {
  const foreseen = options.shots.map((count) => {
    const answer = estimate(EstimateRequest.parse({ ...SHOT, shots: count, effort: 0 }), parallelism);
    return { count, ...answer };
  });
  const { jobs, skipped } = await made(options);
  const each = Object.entries(jobs);
  for (const [name, { seconds }] of each) options.progress(`${name}: made in ${seconds.toFixed(0)} s.`);
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
      ...each.flatMap(([name, job]) => rowsOf(name, job)),
    ],
    ratios: [
      ...foreseen.map(({ count, usd, one_task_per_tile_usd: plain }) => ({
        name: `${count} shots, ours / one task a tile`,
        value: usd / plain,
      })),
      ...each.flatMap(([name, job]) => ratiosOf(name, job)),
    ],
    skipped,
  };
}

async function made({ case: name, ...options }: Options): Promise<ThreeJobs> {
  const wanted = { ...options, grid: GRID };
  if (name === undefined) return threeJobs(wanted);
  if (!isCase(name)) throw new WrongInput(`There is no city ${name}.`);
  const folder = await temporaryFolder();
  try {
    await writeCity(name, options.seed, folder);
    return await threeJobs({ ...wanted, captures: folder, positions: join(folder, 'dataset.json') });
  } finally {
    await removeFolder(folder);
  }
}

const rowsOf = (name: string, { predicted, reported, served }: MeasuredJob): Result['rows'] =>
  [...predicted.rows, ...predicted.monthly].map(({ what, count }) => {
    const told = [...reported.rows, ...reported.monthly].find((row) => row.what === what)?.count ?? 0;
    const judge = served[what as keyof typeof served];
    return {
      name: `${name}: ${what}`,
      count,
      told,
      'foreseen / told': count / told,
      ...(judge !== undefined && { served: judge, 'told / served': told / judge }),
    };
  });

/** The count that is farthest off, and the dollars: their GB-s are those of this machine. */
function ratiosOf(name: string, job: MeasuredJob): Result['ratios'] {
  const worst = comparedCounts(job).toSorted((a, b) => off(b.foreseen, b.told) - off(a.foreseen, a.told))[0]!;
  const { predicted, reported } = job;
  return [
    {
      name: `${name}, the count that is farthest off (${worst.what}), foreseen / told`,
      value: worst.foreseen / worst.told,
    },
    { name: `${name}, USD with this machine's GB-s, foreseen / told`, value: predicted.usd / reported.usd },
  ];
}
