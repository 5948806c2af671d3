/**
 * Is anything lost when the platform is killed? One small job, killed with all its processes at 20 moments spread over its
 * states, every third time again while it starts, and compared with the same job left alone.
 */

import { seeded } from '../local/seeded.ts';
import { moments, nameOf } from '../test/support/kill/moments.ts';
import { differences, layGround, run } from '../test/support/kill/round.ts';
import type { Options, Result } from './bench.ts';

export async function benchKill({ seed, progress }: Options): Promise<Result> {
  const random = seeded(seed);
  const ground = await layGround();
  const rows: Result['rows'] = [];
  try {
    const undisturbed = await run(ground);
    const equal = differences(undisturbed, undisturbed);
    if (equal.length > 0) throw new Error(`The job left alone is not right itself:\n${equal.join('\n')}`);
    for (const moment of moments(random)) {
      const began = performance.now();
      const row = { name: nameOf(moment), 'killed again, s': secondsOf(moment.again, ground.readySeconds) };
      const found = await run(ground, { moment, undisturbed }).catch((error: Error) => error);
      const wrong = found instanceof Error ? [found.message] : differences(found, undisturbed);
      const fell = found instanceof Error ? '?' : (found.reached.at(-1) ?? 'before the start');
      for (const line of wrong) progress(`  ${line}`);
      progress(`${row.name}: in ${fell}, ${wrong.length === 0 ? 'nothing lost' : `${wrong.length} DIFFERENCES`}`);
      rows.push({
        ...row,
        'fell in': fell,
        'asked again': found instanceof Error || !found.repeated ? '' : 'yes',
        differences: wrong.length,
        'seconds in all': (performance.now() - began) / 1000,
      });
    }
  } finally {
    await ground.close();
  }
  const right = rows.filter(({ differences }) => differences === 0).length;
  return {
    rows,
    ratios: [{ name: `rounds of ${rows.length} that lost nothing (seed ${seed})`, value: right }],
    skipped: [],
  };
}

const secondsOf = (part: number | undefined, readySeconds: number) =>
  part === undefined ? '' : (part * readySeconds).toFixed(2);
