/**
 * Is anything lost when something is killed? One small job, killed with all processes of the platform at 22 moments spread
 * over its states, every third time again while it starts, then with functions that die at random; each compared with the
 * same job left alone.
 */
import { seeded } from '../local/seeded.ts';
import { moments, nameOf } from '../test/support/kill/moments.ts';
import { differences, layGround, type Run, run } from '../test/support/kill/round.ts';
import type { Options, Result } from './bench.ts';

/** Shares of the function calls that die. */
const RATES = [0.01, 0.1, 0.25];

export async function benchKill({ seed, progress }: Options): Promise<Result> {
  const ground = await layGround();
  const rows: Result['rows'] = [];
  try {
    const undisturbed = await run(ground);
    const wrong = differences(undisturbed, undisturbed);
    if (wrong.length > 0) throw new Error(`The job left alone is not right itself:\n${wrong.join('\n')}`);
    const round = async (name: string, how: Parameters<typeof run>[1], described: (found: Run) => string) => {
      const began = performance.now();
      const found = await run(ground, how).catch((error: Error) => error);
      const failed = found instanceof Error;
      const lines = failed ? [found.message] : differences(found, undisturbed);
      for (const line of lines) progress(`  ${line}`);
      progress(`${name}: ${lines.length === 0 ? 'nothing lost' : `${lines.length} DIFFERENCES`}`);
      const seconds = (performance.now() - began) / 1000;
      rows.push({ name, what: failed ? '?' : described(found), differences: lines.length, 'seconds in all': seconds });
    };
    for (const moment of moments(seeded(seed))) {
      const twice =
        moment.again === undefined ? '' : `, again ${secondsOf(moment.again * undisturbed.readySeconds)} s later`;
      await round(nameOf(moment) + twice, { moment, undisturbed }, ({ reached, repeated }) =>
        [`fell in ${reached.at(-1) ?? 'the request'}`, ...(repeated ? ['asked again'] : [])].join(', '),
      );
    }
    for (const rate of RATES) {
      const env = { TESSERA_FAULTS: `rate=${rate},seed=${seed}` };
      await round(`${rate * 100} % of the calls die`, { env }, ({ deaths }) => `${deaths.length} died`);
    }
  } finally {
    await ground.close();
  }
  const right = rows.filter(({ differences }) => differences === 0).length;
  return {
    rows,
    ratios: [{ name: `of ${rows.length} rounds lost nothing (seed ${seed})`, value: right }],
    skipped: [],
  };
}

const secondsOf = (seconds: number) => seconds.toFixed(2);
