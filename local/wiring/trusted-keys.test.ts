import { expect, test } from 'vitest';
import { appOf, deploymentOfApp, resource } from './app.fixture.ts';
import { identity } from './identity.ts';
import { trustedKeysOf } from './trusted-keys.ts';

const publicKey = (id: string) =>
  resource(id, 'AWS::CloudFront::PublicKey', { PublicKeyConfig: { EncodedKey: `PEM of ${id}`, Name: id } });

const deploymentWith = (items: unknown[]) => {
  const app = appOf({
    New: publicKey('New'),
    Old: publicKey('Old'),
    Group: resource('Group', 'AWS::CloudFront::KeyGroup', { KeyGroupConfig: { Items: items, Name: 'group' } }),
  });
  const idOf = (id: string) => identity.ref(app.stacks.get('App')!.resources.get(id)!);
  return { deployment: deploymentOfApp(app), idOf };
};

test('a group is its public keys by their ids', () => {
  const { deployment, idOf } = deploymentWith([{ Ref: 'New' }, { Ref: 'Old' }]);
  expect(trustedKeysOf(deployment, [idOf('Group')])).toEqual({
    [idOf('New')]: 'PEM of New',
    [idOf('Old')]: 'PEM of Old',
  });
});

test('without groups it is for everybody', () => {
  const { deployment } = deploymentWith([]);
  expect([trustedKeysOf(deployment, undefined), trustedKeysOf(deployment, [])]).toEqual([undefined, undefined]);
});

test('groups and keys that are not there are named', () => {
  const { deployment, idOf } = deploymentWith(['K9']);
  expect(() => trustedKeysOf(deployment, ['none'])).toThrow('the key group none, which is not in the templates');
  expect(() => trustedKeysOf(deployment, [idOf('Group')])).toThrow('App/Group/Resource: the public key K9');
});
