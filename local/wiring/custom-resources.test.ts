import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Identity } from '../template/resolve.ts';
import { appOf, arnOf, deploymentOfApp, resource } from './app.fixture.ts';
import { openCustomResources } from './custom-resources.ts';
import { identity } from './identity.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'custom-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const PATH = 'App/Pairs/Resource';
const token = arnOf('Maker');
type Event = { RequestType: string; ResponseURL: string; ResourceProperties: Record<string, unknown> };

/** A start with this rotation; the function is played by the test. */
async function start(rotation: number, answer: (event: Event) => object | undefined) {
  const app = appOf({
    Maker: resource('Maker', 'AWS::Lambda::Function', {}),
    // Stands before what it asks for.
    InUse: resource('InUse', 'Custom::SigningKeysInUse', {
      ServiceToken: token,
      PublicKeys: [{ Id: 'K1', Key: { 'Fn::GetAtt': ['Pairs', 'PublicKeyA'] } }],
    }),
    Pairs: resource('Pairs', 'Custom::SigningKeyPairs', { ServiceToken: token, Rotation: rotation }),
  });
  const custom = openCustomResources(directory);
  const identities: Identity = {
    ref: (each) => (each.type.startsWith('Custom::') ? custom.identity : identity).ref(each),
    attribute: (each, name) => (each.type.startsWith('Custom::') ? custom.identity : identity).attribute(each, name),
  };
  const deployment = deploymentOfApp(app, identities);
  const events: Event[] = [];
  const invoke = async (_name: string, given: object) => {
    const event = given as Event;
    events.push(event);
    const told = answer(event);
    if (told) await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(told) });
  };
  const attribute = () => custom.identity.attribute(app.stacks.get('App')!.resources.get('Pairs')!, 'PublicKeyA');
  return { made: custom.make(deployment, invoke), attribute, events };
}
const success = ({ ResourceProperties }: Event) => ({
  Status: 'SUCCESS',
  PhysicalResourceId: 'made',
  Data: { PublicKeyA: `PEM ${ResourceProperties.Rotation}` },
});

test('functions are called once, in the order in which they need each other, and again when something changed', async () => {
  const first = await start(0, success);
  expect(first.attribute).toThrow(`${PATH} is not made yet`);
  await first.made;
  expect(first.events.map(({ RequestType, ResourceProperties }) => [RequestType, ResourceProperties])).toMatchObject([
    ['Create', { Rotation: '0' }],
    ['Create', { PublicKeys: [{ Id: 'K1', Key: 'PEM 0' }] }],
  ]);
  expect(first.attribute()).toBe('PEM 0');
  expect(statSync(join(directory, 'custom-resources.json')).mode & 0o777).toBe(0o600);

  const same = await start(0, success);
  await same.made;
  expect([same.events, same.attribute()]).toEqual([[], 'PEM 0']);

  const changed = await start(1, success);
  await changed.made;
  expect(changed.events).toMatchObject([
    { RequestType: 'Update', PhysicalResourceId: 'made', OldResourceProperties: { Rotation: '0' } },
    { RequestType: 'Update', ResourceProperties: { PublicKeys: [{ Key: 'PEM 1' }] } },
  ]);
});

test.each([
  ['a refusal', { Status: 'FAILED', PhysicalResourceId: 'x', Reason: 'too soon' }, 'too soon'],
  ['silence', undefined, 'it ended without an answer'],
  ['nonsense', { Status: 'FINE' }, 'it ended without an answer'],
])('%s ends the start by the path of the resource, and is tried again', async (_, told, words) => {
  await expect((await start(0, () => told)).made).rejects.toThrow(`${PATH} could not be made: ${words}`);
  const again = await start(0, success);
  await again.made;
  expect(again.events[0]).toMatchObject({ RequestType: 'Create' });
});

test('a resource that became another one is refused: the twin deletes none', async () => {
  await (await start(0, success)).made;
  const replaced = await start(1, (event) => ({ ...success(event), PhysicalResourceId: 'other' }));
  await expect(replaced.made).rejects.toThrow('it became another resource');
});
