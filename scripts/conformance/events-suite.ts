/** Our tests of what S3 tells, as far as they see answers and messages only, against any server. */
import { runSuite, type SuiteOutcome } from './vitest-suite.ts';

const FILES = ['events', 'events-refused'];

/** @param url `http://HOST:PORT`; a key and a secret before the host are of no use: the tests sign with the secret `test` */
export const runEventsSuite = (url: string): Promise<SuiteOutcome> =>
  runSuite(
    FILES.map((name) => `local/s3/${name}.test.ts`),
    { TESSERA_JUDGED_EVENTS: new URL(url).origin },
  );
