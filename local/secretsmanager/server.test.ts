/** What only the twin's own room has; its answers to calls are proved in the files beside this one, against others, too. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as sm from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { createAccount } from '../iam/account.ts';
import { secretArn } from './arns.ts';
import { CALLER, clientOf, openRoom, secretOf, temporaryDirectory } from './secrets.fixture.ts';

const ARN = secretArn('keys-abc123');

test('a secret of the templates is made empty, once, with its policy', async () => {
  const directory = await temporaryDirectory();
  const { room, endpoint } = await openRoom({ directory });
  const client = clientOf(endpoint);
  const secret = secretOf(client, ARN);
  const policy = async () => (await client.send(new sm.GetResourcePolicyCommand({ SecretId: ARN }))).ResourcePolicy;
  room.ensureSecret({ name: 'keys', arn: ARN, description: 'of the door' });
  expect(await policy()).toBeUndefined();
  await secret.put('one');
  room.ensureSecret({ name: 'keys', arn: ARN, description: 'of the door', policy: '{"Statement":[]}' });
  expect([await secret.text(), await policy()]).toEqual(['one', '{"Statement":[]}']);
  const { VersionId } = await secret.get();
  expect([room.valueOf(ARN, VersionId!), room.valueOf(ARN, 'none')]).toEqual(['one', undefined]);
});

test('values outlive a restart, in a file that nobody else may read', async () => {
  const directory = await temporaryDirectory();
  const first = await openRoom({ directory });
  first.room.ensureSecret({ name: 'keys', arn: ARN });
  await secretOf(clientOf(first.endpoint), ARN).put('one');
  await first.close();
  expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
  const second = await openRoom({ directory });
  expect(await secretOf(clientOf(second.endpoint), ARN).text()).toBe('one');
});

test('when its window is over it goes for good, and its value with it', async () => {
  const directory = await temporaryDirectory();
  let time = Date.now();
  const { room, endpoint } = await openRoom({ directory, now: () => new Date(time) });
  room.ensureSecret({ name: 'keys', arn: ARN });
  const client = clientOf(endpoint);
  const secret = secretOf(client, ARN);
  await secret.put('open sesame');
  const { DeletionDate } = await secret.delete({ RecoveryWindowInDays: 7 });
  const held = () =>
    readdirSync(directory)
      .map((file) => readFileSync(join(directory, file), 'utf8'))
      .join();
  time = DeletionDate!.getTime() - 1000;
  client.config.systemClockOffset = time - Date.now();
  expect((await secret.describe()).DeletedDate).toEqual(DeletionDate);
  expect(held()).toContain('open sesame');
  time = DeletionDate!.getTime();
  client.config.systemClockOffset = time - Date.now();
  await expect(secret.describe()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(held()).not.toContain('open sesame');
});

test.each([
  ['RotateSecret', new sm.RotateSecretCommand({ SecretId: ARN })],
  ['PutResourcePolicy', new sm.PutResourcePolicyCommand({ SecretId: ARN, ResourcePolicy: '{}' })],
  ['ReplicateSecretToRegions', new sm.ReplicateSecretToRegionsCommand({ SecretId: ARN, AddReplicaRegions: [] })],
])('%s is not served, and said so by its name', async (name, command) => {
  const { endpoint } = await openRoom();
  await expect(clientOf(endpoint).send(command as sm.RotateSecretCommand)).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: `secretsmanager.${name} is not available here.`,
  });
});

test('a parameter that would be left out without a word is named', async () => {
  const { endpoint } = await openRoom();
  const command = new sm.CreateSecretCommand({ Name: 'x', AddReplicaRegions: [{ Region: 'eu-west-1' }] });
  await expect(clientOf(endpoint).send(command)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('AddReplicaRegions'),
  });
});

test('a caller may do what its policies say, on that secret', async () => {
  const Statement = [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: ARN }];
  const document = { Version: '2012-10-17', Statement };
  const identities = [{ arn: CALLER, path: 'reader', policies: [{ path: 'reader', document }] }];
  const { room, endpoint } = await openRoom({ authorize: createAccount({ identities, resources: [] }).authorize });
  room.ensureSecret({ name: 'keys', arn: ARN });
  const client = clientOf(endpoint);
  const secret = secretOf(client, ARN);
  for (const SecretId of ['keys', ARN, ARN.slice(0, -7)])
    await expect(secretOf(client, SecretId).get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const denied = (action: string) => ({
    name: 'AccessDeniedException',
    message: expect.stringContaining(`secretsmanager:${action}`),
  });
  await expect(secret.put('one')).rejects.toMatchObject(denied('PutSecretValue'));
  await expect(secret.delete()).rejects.toMatchObject(denied('DeleteSecret'));
  await expect(client.send(new sm.ListSecretsCommand({}))).rejects.toMatchObject(denied('ListSecrets'));
  // Neither whether there is such a secret.
  await expect(secretOf(client, 'none').get()).rejects.toMatchObject(denied('GetSecretValue'));
});
