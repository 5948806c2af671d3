/**
 * versitygw as the judge of our S3 suite: a test that it fails either expects what only we do, or meets one of its known
 * differences from the real service, which are listed with their reason.
 */
import type { Judge } from './judge.ts';
import { runS3Suite } from './s3-suite.ts';
import { startVersitygw, versitygwMissing } from './servers.ts';
import { KNOWN_DIFFERENCES } from './versitygw-differences.ts';

export const versitygw: Judge = {
  name: 'S3: own suite against versitygw',
  async judge() {
    const skipped = versitygwMissing();
    if (skipped !== undefined) return { skipped };
    const server = await startVersitygw();
    try {
      const { passed, failed } = await runS3Suite(server.keyedUrl);
      const isKnown = (test: string) => Object.hasOwn(KNOWN_DIFFERENCES, test);
      const differences = [...failed].filter(([test]) => !isKnown(test)).map(([test, why]) => `${test}: ${why}`);
      const stale = Object.keys(KNOWN_DIFFERENCES).filter((test) => !failed.has(test));
      differences.push(...stale.map((test) => `${test}: is listed as a difference of versitygw, and is none`));
      return { checked: passed.length + failed.size, differences, expected: [...failed.keys()].filter(isKnown) };
    } finally {
      await server.stop();
    }
  },
};
