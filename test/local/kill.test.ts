/** Nothing is lost, whatever is killed: the platform with all its processes, or single functions. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded } from '../../local/seeded.ts';
import { moments, nameOf } from '../support/kill/moments.ts';
import { differences, type Ground, layGround, type Run, run } from '../support/kill/round.ts';

let ground: Ground;
let undisturbed: Run;
beforeAll(async () => {
  ground = await layGround();
  undisturbed = await run(ground);
});
afterAll(() => ground?.close());

test('left alone, every task is done and counted', () => {
  expect(differences(undisturbed, undisturbed)).toEqual([]);
  // 15 areas x 3 stages, and 5 x 3 + 3 x 2 + 2 x 1 + 1 tiles.
  expect(undisturbed.job).toMatchObject({ status: 'completed', completed_tasks: 69, total_tasks: 69 });
});

describe('kill -9 of all processes in the middle of a job', () => {
  /** Of those of `npm run bench -- kill`: a stage, the publication (killed twice), the end of a block. */
  const chosen = moments(seeded(7)).filter((moment) =>
    'state' in moment ? ['Capture', 'Publish'].includes(moment.state) : moment.object === 'tiles/0_0.json',
  );
  test.each(chosen.map((moment) => [nameOf(moment), moment] as const))(
    '%s: started again, it ends by itself as if nothing had been',
    async (_, moment) => {
      const killed = await run(ground, { moment, undisturbed });
      expect(killed.reached).toContain('Plan');
      expect(killed.reached).not.toContain('Done');
      expect(differences(killed, undisturbed)).toEqual([]);
    },
  );
});

test('kill -9 while the request is taken: sent again, it makes one job, and nothing of the first is left over', async () => {
  const killed = await run(ground, { moment: { object: 'plan/request.json', afterMs: 0 }, undisturbed });
  expect(killed.repeated).toBe(true);
  expect(differences(killed, undisturbed)).toEqual([]);
});

test('functions that die at random, also after their work: retries do it, no tile missing, none counted twice', async () => {
  const mortal = await run(ground, { env: { TESSERA_FAULTS: 'rate=0.25,seed=3' } });
  expect(mortal.deaths.length).toBeGreaterThanOrEqual(3);
  expect(mortal.deaths).toContainEqual(expect.stringContaining('before its answer'));
  expect(mortal.deaths).toContainEqual(expect.stringContaining('% through'));
  expect(differences(mortal, undisturbed)).toEqual([]);
});
