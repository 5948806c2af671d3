/** moto's server as the judge of our suites of SQS, of S3's events and of Secrets Manager: what it does not refuse, or not have, is listed with its reason. */
import { runEventsSuite } from './events-suite.ts';
import type { Judge } from './judge.ts';
import { verdictOf } from './known-differences.ts';
import { MOTO_DIFFERENCES } from './moto-differences.ts';
import { MOTO_EVENTS_DIFFERENCES } from './moto-events-differences.ts';
import { MOTO_SECRETS_DIFFERENCES } from './moto-secrets-differences.ts';
import { isInstalled, startServer } from './program.ts';
import { runSecretsSuite } from './secrets-suite.ts';
import { runSqsSuite } from './sqs-suite.ts';
import type { SuiteOutcome } from './vitest-suite.ts';

const againstMoto = (
  name: string,
  suite: (url: string) => Promise<SuiteOutcome>,
  differences: Record<string, string>,
): Judge => ({
  name,
  async judge() {
    if (!isInstalled('moto_server', '--help'))
      return { skipped: "moto_server is not in PATH (`pip install 'moto[server]'`)" };
    const server = await startServer((port) => ['moto_server', '-H', '127.0.0.1', '-p', `${port}`]);
    try {
      return verdictOf(await suite(server.url), differences, 'moto');
    } finally {
      await server.stop();
    }
  },
});

export const moto = againstMoto('SQS: own suite against moto', runSqsSuite, MOTO_DIFFERENCES);
export const motoEvents = againstMoto('S3 events: own suite against moto', runEventsSuite, MOTO_EVENTS_DIFFERENCES);
export const motoSecrets = againstMoto(
  'Secrets Manager: own suite against moto',
  runSecretsSuite,
  MOTO_SECRETS_DIFFERENCES,
);
