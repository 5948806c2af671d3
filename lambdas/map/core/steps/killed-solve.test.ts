/** Solve, killed before any of what it writes, or refused one thing alone, and run again: it comes to the same. */
import { expect, it } from 'vitest';
import { planKey, positionsKey, todoKey } from '../../keys.ts';
import type { JobRef } from '../../workflow.ts';
import { BESIDE_THEIR_PLAN, capture, compareAll, newBuild, type Platform, platform } from './build.fixture.ts';
import { solve } from './solve.ts';

class Killed extends Error {}

/** The same platform for a function of which these writes come to nothing, by their number. Others take a while. */
function mortal(on: Platform, isLost: (write: number) => boolean, ended: () => void = () => {}): Platform {
  let begun = 0;
  const counted = <Arguments extends unknown[], Answer>(write: (...args: Arguments) => Promise<Answer>) => {
    return async (...args: Arguments) => {
      if (isLost(begun++)) throw new Killed();
      await new Promise(setImmediate);
      const answer = await write(...args);
      ended();
      return answer;
    };
  };
  return {
    ...on,
    work: { ...on.work, put: counted(on.work.put) },
    shots: { ...on.shots, put: counted(on.shots.put) },
    maps: { ...on.maps, fixOrigin: counted(on.maps.fixOrigin) },
    jobs: { ...on.jobs, moveStage: counted(on.jobs.moveStage) },
  };
}

/** With everything compared; every platform gives the same names. */
async function upToSolve(): Promise<[Platform, JobRef]> {
  const on = await platform();
  const ref = await newBuild(on, BESIDE_THEIR_PLAN, { exact: false });
  await capture(on, ref);
  await compareAll(on, ref);
  return [on, ref];
}

async function leftBy(on: Platform, { build, job_id }: JobRef) {
  const keys = [positionsKey(build), planKey(build, 'blocks.jsonl'), todoKey(build, 1, 'blocks.jsonl')];
  for await (const { key } of on.work.list(`builds/${build}/pairs/`)) keys.push(key);
  const files = await Promise.all(keys.map(async (key) => [key, Buffer.from((await on.work.get(key))!).toString()]));
  const { origin } = on.maps.rows.get(on.map)!;
  return { files, job: on.jobs.rows.get(job_id), shots: [...on.shotRows.values()], origin };
}

it('comes to the same wherever it was killed', async () => {
  const [undisturbed, ref] = await upToSolve();
  const answer = await solve(ref, undisturbed);
  const expected = await leftBy(undisturbed, ref);
  expect(expected.files).toHaveLength(4);
  expect(expected.job).toMatchObject({ stage: 'tiling' });

  for (let writes = 0; ; writes++) {
    const [on, same] = await upToSolve();
    expect(same).toEqual(ref);
    const died = await solve(
      ref,
      mortal(on, (write) => write >= writes),
    ).catch((error: unknown) => error);
    if (!(died instanceof Killed)) {
      // Origin, pairs, positions, two lists of blocks, rows of shots, the job's row.
      expect(writes).toBe(7);
      return;
    }
    expect(on.jobs.rows.get(ref.job_id)).toMatchObject({ stage: 'locating' });
    expect(await solve(ref, on)).toEqual(answer);
    expect(await leftBy(on, ref)).toEqual(expected);
  }
});

it('ends no sooner than what it writes at once, also when one of it is refused', async () => {
  const [undisturbed, ref] = await upToSolve();
  await solve(ref, undisturbed);
  const expected = await leftBy(undisturbed, ref);
  // After the origin, and before the job's row, which is not written then.
  for (let refused = 1; refused < 6; refused++) {
    const [on] = await upToSolve();
    let written = 0;
    const once = mortal(
      on,
      (write) => write === refused,
      () => written++,
    );
    await expect(solve(ref, once)).rejects.toBeInstanceOf(Killed);
    expect(written).toBe(1 + 4);
    expect(on.jobs.rows.get(ref.job_id)).toMatchObject({ stage: 'locating' });
    await solve(ref, on);
    expect(await leftBy(on, ref)).toEqual(expected);
  }
});
