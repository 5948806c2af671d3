/** AWS's DynamoDB Local as the judge of our DynamoDB suite. The tests name where it is known to differ from the service. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Judge } from './judge.ts';
import { isInstalled, startServer } from './program.ts';
import { runSuite } from './vitest-suite.ts';

const MAIN = 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner';
const HELP = 'docs/conformance.md says how to get it';
/** Java on a busy machine. */
const START_SECONDS = 60;

export const dynamodbLocal: Judge = {
  name: "DynamoDB: own suite against AWS's DynamoDB Local",
  async judge() {
    const jars = process.env.DYNAMODB_LOCAL ?? join(homedir(), '.dynamodb-local');
    if (!isInstalled('java', '-version')) return { skipped: `Java 17 is not in PATH (${HELP})` };
    if (!existsSync(jars)) return { skipped: `DynamoDB Local is not in ${jars} (${HELP})` };
    const folder = await mkdtemp(join(tmpdir(), 'tessera-dynamodb-local-'));
    const list = join(folder, 'differences');
    const server = await startServer(
      (port) => [
        'java',
        `-Djava.library.path=${jars}`,
        '-cp',
        join(jars, '*'),
        MAIN,
        ...['-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)],
      ],
      { seconds: START_SECONDS },
    );
    try {
      const { passed, failed } = await runSuite(['local/dynamodb/conformance'], {
        TESSERA_JUDGED_DYNAMODB: server.url,
        TESSERA_JUDGED_DIFFERENCES: list,
      });
      const known = await readFile(list, 'utf8').catch(() => '');
      return {
        checked: passed.length + failed.size,
        differences: [...failed].map(([test, why]) => `${test}: ${why}`),
        expected: known.trimEnd().split('\n'),
      };
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
