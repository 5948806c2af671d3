/**
 * Least privilege, proved: everything that the platform is used for is recorded once, then every permission of the templates is
 * taken away in turn, and the account must refuse. What is granted and not used needs a reason (unused-permissions.ts).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityArn } from '../../local/iam/principal.ts';
import type { AuthorizedCall } from '../../local/service.ts';
import { accountOf } from '../../local/wiring/account.ts';
import { OPERATOR } from '../../local/wiring/callers.ts';
import { policiesOf } from '../../local/wiring/policies.ts';
import { readDeployment } from '../../local/wiring/read-deployment.ts';
import { startTwin, type Twin } from '../../local/wiring/twin.ts';
import { synth } from '../../scripts/synth.ts';
import { ada, endOf, startJob } from '../support/caller.ts';
import { assemblyWithout } from '../support/permissions/assembly-without.ts';
import { deciding, exampleOf, type Grant, grantsOf, only, without } from '../support/permissions/grants.ts';
import { useEverything } from '../support/permissions/whole-use.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';
import { UNUSED } from './unused-permissions.ts';

const assembly = await synth();
const addresses = { url: 'http://127.0.0.1', servicesUrl: 'http://127.0.0.1', issuer: 'http://127.0.0.1/_oidc' };
const policies = policiesOf(await readDeployment(assembly, addresses));
const grants = grantsOf(policies);
const account = accountOf(policies);

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await removeFolder(folder);
});

/** Every call of a run, once each. */
const calls = new Map<string, AuthorizedCall>();
const lines: string[] = [];

async function withTwin(
  use: (twin: Twin, dataDirectory: string) => Promise<void>,
  options: { assembly?: string; onCall?: (call: AuthorizedCall) => void; report?: (line: string) => void } = {},
) {
  const dataDirectory = await temporaryFolder();
  folders.push(dataDirectory);
  const twin = await startTwin({
    fair: true,
    dataDirectory,
    port: 0,
    ...options,
    assembly: async () => options.assembly ?? assembly,
  });
  try {
    await use(twin, dataDirectory);
  } finally {
    await twin.close();
  }
}

/** How the account refuses a call; undefined when it passes. */
function refusal({ authorize }: typeof account, call: AuthorizedCall): string | undefined {
  try {
    authorize(call);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** By the ARN of the role that sent them: nothing of another role decides on them, and 870 permissions are asked about all of theirs. */
let callsOfRoles: Map<string | undefined, AuthorizedCall[]>;
const callsFor = ({ place }: Grant): AuthorizedCall[] =>
  place.kind === 'identities' ? (callsOfRoles.get(policies.identities[place.holder]!.arn) ?? []) : [...calls.values()];

const concerns = (unused: (typeof UNUSED)[number], { holder, action, resource, place }: Grant) =>
  (unused.holder === holder || (unused.holder === 'every role' && place.kind === 'identities')) &&
  unused.actions.includes(action) &&
  (unused.resource ?? resource) === resource;

describe('every permission', () => {
  beforeAll(async () => {
    await withTwin(async ({ url }, directory) => useEverything(await ada(url), url, directory), {
      // The operator may do everything, so what he does proves nothing.
      onCall: (call) => void (call.principal?.arn !== OPERATOR.arn && calls.set(JSON.stringify(call), call)),
      report: (line) => lines.push(line),
    });
    callsOfRoles = Map.groupBy(calls.values(), ({ principal }) =>
      principal && !principal.service ? identityArn(principal.arn) : undefined,
    );
  });

  test('is enough: nothing was refused', () => {
    expect(lines.filter((line) => line.startsWith('refused'))).toEqual([]);
    expect(calls.size).toBeGreaterThan(100);
  });

  test.each(grants)('is needed: $holder $action $resource', (grant) => {
    const alone = accountOf(only(policies, grant));
    const used = callsFor(grant).filter((call) => refusal(alone, call) === undefined);
    const named = UNUSED.filter((unused) => concerns(unused, grant));
    const reasons = named.filter(({ sometimes }) => used.length === 0 || !sometimes).map(({ because }) => because);
    if (used.length === 0) {
      const remedy =
        `${grant.holder} may ${grant.action} on ${grant.resource}, which nothing uses. Take the grant away, or use it in ` +
        'test/support/permissions/whole-use.ts, or (only where the twin cannot) name the reason in test/local/unused-permissions.ts.';
      expect(reasons, remedy).toHaveLength(1);
    } else {
      expect(reasons, `It is used (${used[0]!.resource}): it needs no reason in unused-permissions.ts.`).toEqual([]);
    }

    const mutated = accountOf(deciding(without(policies, grant), grant));
    const examples = used.length > 0 ? used : [exampleOf(grant, policies)];
    for (const call of examples) expect(refusal(account, call)).toBeUndefined();
    const refused = examples.find((call) => refusal(mutated, call) !== undefined);
    expect(refused, 'Another permission allows all of it: this one can go.').toBeDefined();
    const message = refusal(mutated, refused!)!;
    expect(message).toContain(grant.whom);
    expect(message).toContain(`is not authorized to perform: ${refused!.action} on resource: `);
    expect(message).toContain(refused!.resource);
  });

  test.each(UNUSED)('a reason is for permissions that exist: $holder $actions', (unused) => {
    for (const action of unused.actions) {
      const concerned = grants.filter((grant) => concerns({ ...unused, actions: [action] }, grant));
      expect(concerned.length, `no template grants ${action} to ${unused.holder}`).toBeGreaterThan(0);
    }
  });
});

describe('a function without one of its permissions fails, naming role, action and resource', () => {
  const jobWithout = async (permission: Parameters<typeof assemblyWithout>[1]) => {
    const changed = await assemblyWithout(assembly, permission);
    folders.push(changed);
    const output: string[] = [];
    let job: Awaited<ReturnType<typeof endOf>> | undefined;
    const run = async ({ url }: Twin) => {
      const api = await ada(url);
      const { map } = await api.createMap({ name: 'Refused' });
      job = await endOf(api, await startJob(api, map, await capturesOf(SMALL_WORLD, SMALL_GRID)));
    };
    await withTwin(run, { assembly: changed, report: (line) => output.push(line) });
    return { job: job!, output };
  };

  test('S3: the tiler may not store tiles', async () => {
    const permission = { policy: 'TileRoleDefaultPolicy', action: 's3:PutObject', resource: 'TilesBucket' };
    const { job, output } = await jobWithout(permission);
    const message = expect.stringMatching(
      /User: arn:aws:sts::000000000000:assumed-role\/TesseraMap-TileRole\/TesseraMap-Tile is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::tessera-delivery-tiles-bucket\/tiles\/[^"]+" because no identity-based policy allows the s3:PutObject action/,
    );
    expect(output).toContainEqual(message);
    expect(job).toMatchObject({ status: 'failed', stage: 'tiling' });
    expect(job.failures).toContainEqual(expect.objectContaining({ stage: 'tile', message }));
  });

  test('DynamoDB: the planner may not move its job', async () => {
    const permission = { policy: 'PlanRoleDefaultPolicy', action: 'dynamodb:UpdateItem', resource: 'MapTable' };
    const { job, output } = await jobWithout(permission);
    const message = expect.stringContaining(
      'User: arn:aws:sts::000000000000:assumed-role/TesseraMap-PlanRole/TesseraMap-Plan is not authorized to perform: ' +
        'dynamodb:UpdateItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/TesseraStorage-MapTable because no ' +
        'identity-based policy allows the dynamodb:UpdateItem action',
    );
    expect(output).toContainEqual(message);
    expect(job).toMatchObject({ status: 'failed', error: { code: 'AccessDeniedException', message } });
  });
});
