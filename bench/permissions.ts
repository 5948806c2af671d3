/** What it costs that the deployed policies decide every call: a decision by itself, and as a part of the cheapest call. */

import { createDynamodb } from '../local/dynamodb/server.ts';
import { assumedRole } from '../local/iam/principal.ts';
import type { Authorize } from '../local/service.ts';
import { accountOf } from '../local/wiring/account.ts';
import { policiesOf } from '../local/wiring/policies.ts';
import { readDeployment } from '../local/wiring/read-deployment.ts';
import { synth } from '../scripts/synth.ts';
import { removeFolder, temporaryFolder } from '../test/support/platform.ts';
import type { Options, Result } from './bench.ts';
import { median } from './process.ts';

const DECISIONS = 200_000;
const READS = 5_000;
const TABLE = 'TesseraStorage-MapTable';
const CALLER = assumedRole('arn:aws:iam::000000000000:role/TesseraMap-PlanRole', 'TesseraMap-Plan');
const CALL = {
  principal: CALLER,
  action: 'dynamodb:GetItem',
  resource: `arn:aws:dynamodb:us-east-1:000000000000:table/${TABLE}`,
};

export async function benchPermissions({ runs }: Options): Promise<Result> {
  const addresses = { url: 'http://127.0.0.1', servicesUrl: 'http://127.0.0.1', issuer: 'http://127.0.0.1/_oidc' };
  const { authorize } = accountOf(policiesOf(await readDeployment(await synth(), addresses)));
  const decide = async (times: number) => {
    for (let i = 0; i < times; i++) authorize(CALL);
  };
  const [plain, decided] = [await openReading(), await openReading(authorize)];
  const taken = { decision: [] as number[], plain: [] as number[], decided: [] as number[] };
  // In turn, so that whatever else the machine does meanwhile meets all of them; the first round only warms up.
  for (let run = 0; run <= runs; run++) {
    const decision = await microseconds(DECISIONS, decide);
    const [without, withPolicies] = [await microseconds(READS, plain.read), await microseconds(READS, decided.read)];
    if (run === 0) continue;
    taken.decision.push(decision);
    taken.plain.push(without);
    taken.decided.push(withPolicies);
  }
  await plain.close();
  await decided.close();
  const row = (name: string, values: number[]) => ({ name, 'us (median)': median(values) });
  return {
    rows: [
      row('a decision', taken.decision),
      row('GetItem without HTTP, nothing decided', taken.plain),
      row('GetItem without HTTP, policies decide', taken.decided),
    ],
    ratios: [{ name: 'GetItem with policies / without', value: median(taken.decided) / median(taken.plain) }],
    skipped: [],
  };
}

async function microseconds(times: number, work: (times: number) => Promise<void>): Promise<number> {
  const started = performance.now();
  await work(times);
  return ((performance.now() - started) * 1000) / times;
}

/** One item, read again and again through the room's own `call`: without HTTP, so that the decision shows most. */
async function openReading(authorize?: Authorize) {
  const directory = await temporaryFolder();
  const room = await createDynamodb({ directory, credentials: () => undefined, ...(authorize && { authorize }) });
  await room.ensureTable({
    TableName: TABLE,
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  });
  const Key = { pk: { S: 'x' } };
  return {
    async read(times: number) {
      for (let i = 0; i < times; i++) await room.call('GetItem', { TableName: TABLE, Key }, CALLER);
    },
    async close() {
      await room.close();
      await removeFolder(directory);
    },
  };
}
