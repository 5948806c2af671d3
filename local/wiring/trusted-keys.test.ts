import { expect, test } from 'vitest';
import { readStack } from '../template/assembly.ts';
import { createResolver } from '../template/resolve.ts';
import { deploymentOf } from './deployed.ts';
import { identity } from './identity.ts';
import { trustedKeysOf } from './trusted-keys.ts';

const resource = (id: string, Type: string, Properties: Record<string, unknown>) => ({
  Type,
  Properties,
  Metadata: { 'aws:cdk:path': `App/${id}/Resource` },
});
const publicKey = (id: string) =>
  resource(id, 'AWS::CloudFront::PublicKey', { PublicKeyConfig: { EncodedKey: `PEM of ${id}`, Name: id } });

const deploymentWith = (items: unknown[]) => {
  const stack = readStack('App', {
    Resources: {
      New: publicKey('New'),
      Old: publicKey('Old'),
      Group: resource('Group', 'AWS::CloudFront::KeyGroup', { KeyGroupConfig: { Items: items, Name: 'group' } }),
    },
  });
  const assembly = { stacks: new Map([['App', stack]]), assets: new Map() };
  const values = { parameters: {}, account: '000000000000', region: 'us-east-1' };
  const idOf = (id: string) => identity.ref(stack.resources.get(id)!);
  return { deployment: deploymentOf(assembly, createResolver(assembly, values, identity)), idOf };
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
