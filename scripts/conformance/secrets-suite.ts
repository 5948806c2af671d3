/** Our tests of Secrets Manager, as far as they see answers only, against any server. */
import { runSuite, type SuiteOutcome } from './vitest-suite.ts';

const FILES = ['lifecycle', 'listing', 'passwords', 'values'];

/** @param url `http://HOST:PORT`; a key and a secret before the host are of no use: the tests sign with the secret `test` */
export const runSecretsSuite = (url: string): Promise<SuiteOutcome> =>
  runSuite(
    FILES.map((name) => `local/secretsmanager/${name}.test.ts`),
    { TESSERA_JUDGED_SECRETS: new URL(url).origin },
  );
