/** A disk that damaged lossless tops below S3, where nobody sees it who does not read them: their copies have the marks of sound ones. */
import { expect, it } from 'vitest';
import { TesseraError } from '../../../kernel/errors.ts';
import { blockTopKey } from '../../keys.ts';
import { UNREADABLE_OBJECT } from '../../ports/objects.ts';
import { redriveJob } from '../jobs/redrive-job.ts';
import { ada, capture, cutTiles, locate, newBuild, type Placed, type Platform, platform } from './build.fixture.ts';
import { compared, repainted } from './compared-builds.fixture.ts';

/** Nine tiles in a row, in three blocks: there are levels above them. */
const ROW = Array.from({ length: 8 }, (_, i): Placed => ({ x: 500 * i, y: 0, height: 512 }));

/** A copy is the same object, and as damaged. */
function damageBelow({ work }: Platform, keys: string[]): void {
  const damaged = new Set(keys.map((key) => work.objects.get(key)));
  const { get } = work;
  work.get = async (key, mark) => {
    if (!damaged.has(work.objects.get(key))) return get(key, mark);
    throw new TesseraError(UNREADABLE_OBJECT, 503, `${key} cannot be read.`, { retry: true });
  };
}

it('fails the build on top once: redriven, it makes what lay there, all of it, and equals one from nothing', async () => {
  const on = await platform({ batch: 2 });
  const builds = compared(on);
  const base = await builds.build(ROW);
  damageBelow(
    on,
    ['0_0', '2_0'].map((block) => blockTopKey(base.build, block)),
  );
  const ref = await newBuild(on, repainted(ROW), { format: 'webp' });
  await capture(on, ref);
  const { settings } = await locate(on, ref);
  const error = await cutTiles(on, ref, settings).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'damaged_block', message: expect.stringMatching(/2_0.*redrive JOB/) });

  const { code, message } = error as TesseraError;
  const failed = { error: { code, message }, failures: 0, at: on.clock().toISOString(), expires_at: 4e9 };
  await on.jobs.fail(builds.job(ref), failed);
  await redriveJob(ref.job_id, { attempt: 1, shots: [] }, ada, on);
  const again = await builds.run(on.started.at(-1)!);
  expect(builds.workedOn('tile')).toEqual(['tile 2_0']);
  await builds.expectEqual(again, await builds.build(repainted(ROW), { full: true }));
});
