/** Our own S3 suite against the bare twin, as programs of others meet it: in its own process, on the port of all services. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Judge } from './judge.ts';
import { startServer } from './program.ts';
import { runS3Suite } from './s3-suite.ts';

export const twinS3: Judge = {
  name: 'S3: own suite against the bare twin',
  async judge() {
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
      const { passed, failed } = await runS3Suite(twin.url.replace('//', '//conformance:test@'));
      return { checked: passed.length + failed.size, differences: [...failed].map(([test, why]) => `${test}: ${why}`) };
    } finally {
      await twin.stop();
      await rm(data, { recursive: true, force: true });
    }
  },
};
