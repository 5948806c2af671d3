import type { Verdict } from './judge.ts';
import { startTwin } from './servers.ts';
import type { SuiteOutcome } from './vitest-suite.ts';

/**
 * What a suite of ours says of the bare twin as programs of others meet it: in its own process, on the port of all services.
 * @param suite gets `http://KEY:SECRET@HOST:PORT`
 */
export async function judgeBareTwin(suite: (url: string) => Promise<SuiteOutcome>): Promise<Verdict> {
  const twin = await startTwin();
  try {
    const { passed, failed } = await suite(twin.keyedUrl);
    return { checked: passed.length + failed.size, differences: [...failed].map(([test, why]) => `${test}: ${why}`) };
  } finally {
    await twin.stop();
  }
}
