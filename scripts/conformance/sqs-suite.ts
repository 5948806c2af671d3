/** Our SQS tests, as far as they see answers only, against any server. */
import { runSuite, type SuiteOutcome } from './vitest-suite.ts';

const FILES = ['dead-letters', 'messages', 'queues', 'visibility'];

/** @param url `http://HOST:PORT`; a key and a secret before the host are of no use: the tests sign with the secret `test` */
export const runSqsSuite = (url: string): Promise<SuiteOutcome> =>
  runSuite(
    FILES.map((name) => `local/sqs/${name}.test.ts`),
    { TESSERA_JUDGED_SQS: new URL(url).origin },
  );
