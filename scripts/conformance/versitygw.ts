/**
 * versitygw as the judge of our S3 suite: a test that it fails either expects what only we do, or meets one of its known
 * differences from the real service, which are listed with their reason.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Judge } from './judge.ts';
import { isInstalled, startServer } from './program.ts';
import { runS3Suite } from './s3-suite.ts';
import { KNOWN_DIFFERENCES } from './versitygw-differences.ts';

const KEY = { ROOT_ACCESS_KEY: 'conformance', ROOT_SECRET_KEY: 'test' };

export const versitygw: Judge = {
  name: 'S3: own suite against versitygw',
  async judge() {
    if (!isInstalled('versitygw', '--version'))
      return {
        skipped:
          'versitygw is not in PATH (`go install github.com/versity/versitygw/cmd/versitygw@latest`, then ~/go/bin)',
      };
    const folder = await mkdtemp(join(tmpdir(), 'tessera-versitygw-'));
    await mkdir(join(folder, 'buckets'));
    const server = await startServer(
      (port) => ['versitygw', '--port', `127.0.0.1:${port}`, '--iam-dir', folder, 'posix', join(folder, 'buckets')],
      { env: KEY },
    );
    try {
      const { passed, failed } = await runS3Suite(server.url.replace('//', '//conformance:test@'));
      const expected = [...failed.keys()].filter((test) => test in KNOWN_DIFFERENCES);
      const differences = [...failed]
        .filter(([test]) => !(test in KNOWN_DIFFERENCES))
        .map(([test, why]) => `${test}: ${why}`);
      const stale = Object.keys(KNOWN_DIFFERENCES).filter((test) => passed.includes(test));
      differences.push(...stale.map((test) => `${test}: is listed as a difference of versitygw, and passes`));
      return { checked: passed.length + failed.size, differences, expected };
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
