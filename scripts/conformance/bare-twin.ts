/** The bare twin as programs of others meet it: in its own process, on the port of all services. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Verdict } from './judge.ts';
import { startServer } from './program.ts';
import type { SuiteOutcome } from './vitest-suite.ts';

/** What a suite of ours says of it. @param suite gets `http://KEY:SECRET@HOST:PORT` */
export async function judgeBareTwin(suite: (url: string) => Promise<SuiteOutcome>): Promise<Verdict> {
  const data = await mkdtemp(join(tmpdir(), 'tessera-judged-'));
  const twin = await startServer((port) => [
    process.execPath,
    'scripts/node24.mjs',
    'local/twin.ts',
    '--bare',
    '--port',
    String(port),
    '--data',
    data,
  ]);
  try {
    const { passed, failed } = await suite(twin.url.replace('//', '//conformance:test@'));
    return { checked: passed.length + failed.size, differences: [...failed].map(([test, why]) => `${test}: ${why}`) };
  } finally {
    await twin.stop();
    await rm(data, { recursive: true, force: true });
  }
}
