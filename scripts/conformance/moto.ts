/** moto's server as the judge of our SQS suite: what it does not refuse, or not have, is listed with its reason. */
import type { Judge } from './judge.ts';
import { verdictOf } from './known-differences.ts';
import { MOTO_DIFFERENCES } from './moto-differences.ts';
import { isInstalled, startServer } from './program.ts';
import { runSqsSuite } from './sqs-suite.ts';

export const moto: Judge = {
  name: 'SQS: own suite against moto',
  async judge() {
    if (!isInstalled('moto_server', '--help'))
      return { skipped: "moto_server is not in PATH (`pip install 'moto[server]'`)" };
    const server = await startServer((port) => ['moto_server', '-H', '127.0.0.1', '-p', `${port}`]);
    try {
      return verdictOf(await runSqsSuite(server.url), MOTO_DIFFERENCES, 'moto');
    } finally {
      await server.stop();
    }
  },
};
