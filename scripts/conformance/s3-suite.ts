/** Our S3 tests, as far as they see answers only, against any server. */
import { runSuite, type SuiteOutcome } from './vitest-suite.ts';

const FILES = ['access', 'attributes', 'buckets', 'copy', 'integrity', 'listing', 'multipart', 'objects', 'tampered'];

/** @param url `http://KEY:SECRET@HOST:PORT` */
export const runS3Suite = (url: string): Promise<SuiteOutcome> =>
  runSuite(
    FILES.map((name) => `local/s3/${name}.test.ts`),
    { TESSERA_JUDGED_S3: url },
  );
