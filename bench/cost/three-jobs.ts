/** A map of pictures, the same again with some of them changed, and a part of a game's world: the three kinds of job that there are. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { findProgram } from '../../lambdas/map/adapters/game/find-program.ts';
import { removeFolder, temporaryFolder } from '../../test/support/platform.ts';
import { chosen, darken } from '../incremental/repaint.ts';
import { type Jobs, type MeasuredJob, measuringJobs } from './measure-job.ts';

const Listed = z.object({
  captures: z.array(z.looseObject({ file: z.string(), nominal: z.tuple([z.number(), z.number()]) })).min(1),
});

export type Wanted = {
  captures: string;
  positions: string;
  /** Pictures that change, and which. */
  changed: number;
  seed: number;
  /** What the game is started with, and which part of its world is taken. */
  save: string;
  from: [number, number];
  grid: [columns: number, rows: number];
};
export type ThreeJobs = { jobs: Record<string, MeasuredJob>; skipped: string[] };

const OPTIONS = { effort: 0 };

type More = (jobs: Jobs) => Promise<Record<string, MeasuredJob>>;

/**
 * In a twin of their own. The captures are copied: some become other ones.
 * @param more that are made in the same twin
 */
export async function threeJobs(
  { captures, positions, changed, seed, ...game }: Wanted,
  more: More = async () => ({}),
): Promise<ThreeJobs> {
  const listed = Listed.parse(JSON.parse(await readFile(positions, 'utf8'))).captures;
  const folder = await temporaryFolder();
  const shots = join(folder, 'shots');
  const plan = join(folder, 'positions.json');
  const hasGame = (await findProgram('openttd')) !== undefined;
  try {
    await mkdir(shots);
    for (const { file } of listed) await copyFile(join(captures, file), join(shots, file));
    await writeFile(plan, JSON.stringify(listed.map(({ file, nominal, row, col }) => ({ file, nominal, row, col }))));
    return await measuringJobs(async (making) => {
      const { ofFolder, ofGame } = making;
      const job = { positions: plan, options: OPTIONS };
      const jobs: Record<string, MeasuredJob> = {};
      jobs.pictures = await ofFolder('Measured', shots, job);
      // All of each: of how much of a picture changed an estimate knows nothing.
      for (const { file } of chosen(listed, changed, seed)) await darken(join(shots, file));
      jobs[`${changed} of ${listed.length} changed`] = await ofFolder('Measured', shots, job);
      if (hasGame) jobs.game = await ofGame('Played', game.save, { game: 'openttd', ...viewOf(game) }, OPTIONS);
      Object.assign(jobs, await more(making));
      return { jobs, skipped: hasGame ? [] : ['game: OpenTTD is not installed (apt install openttd openttd-opengfx)'] };
    });
  } finally {
    await removeFolder(folder);
  }
}

const viewOf = ({ from, grid: [columns, rows] }: Pick<Wanted, 'from' | 'grid'>) => ({ from, columns, rows });
