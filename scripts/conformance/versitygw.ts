/**
 * versitygw as the judge of our S3 suite: a test that it fails either expects what only we do, or meets one of its known
 * differences from the real service, which are listed with their reason.
 */
import type { Judge } from './judge.ts';
import { verdictOf } from './known-differences.ts';
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
      return verdictOf(await runS3Suite(server.keyedUrl), KNOWN_DIFFERENCES, 'versitygw');
    } finally {
      await server.stop();
    }
  },
};
