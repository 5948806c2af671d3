import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAccount } from '../iam/account.ts';
import type { Authorize } from '../service.ts';
import { secretArn } from './actions.ts';
import { createSecrets, type SecretsRoom } from './server.ts';

const ARN = secretArn('keys-abc123');
const USER = 'arn:aws:iam::000000000000:user/reader';
let directory: string;
let server: Server;
let room: SecretsRoom;
let client: SecretsManagerClient;

async function open(authorize?: Authorize): Promise<void> {
  const credentials = () => ({ secret: 'test', principal: { arn: USER } });
  room = createSecrets({ directory, credentials, authorize });
  room.ensureSecret({ name: 'keys', arn: ARN });
  server = createServer((request, response) => void room.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}
function shut(): void {
  client.destroy();
  server.closeAllConnections();
  server.close();
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  await open();
});
afterEach(() => {
  shut();
  rmSync(directory, { recursive: true, force: true });
});

const put = (SecretString: string, ...VersionStages: string[]) =>
  client.send(
    new PutSecretValueCommand({ SecretId: ARN, SecretString, ...(VersionStages.length > 0 && { VersionStages }) }),
  );
const get = async (VersionStage?: string) =>
  (await client.send(new GetSecretValueCommand({ SecretId: ARN, ...(VersionStage && { VersionStage }) }))).SecretString;
const move = (VersionStage: string, RemoveFromVersionId?: string, MoveToVersionId?: string) =>
  client.send(
    new UpdateSecretVersionStageCommand({ SecretId: ARN, VersionStage, RemoveFromVersionId, MoveToVersionId }),
  );
const stages = async () =>
  Object.values((await client.send(new DescribeSecretCommand({ SecretId: 'keys' }))).VersionIdsToStages ?? {});

test('a new secret is empty', async () => {
  await expect(get()).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  });
});

test('the newest value is the current one, the one before it the previous one', async () => {
  for (const value of ['one', 'two', 'three']) await put(value);
  expect([await get(), await get('AWSPREVIOUS')]).toEqual(['three', 'two']);
  expect((await stages()).sort()).toEqual([['AWSCURRENT'], ['AWSPREVIOUS']]);
});

test('a pending value changes nothing until its label is moved', async () => {
  const { VersionId: one } = await put('one');
  const { VersionId: two, VersionStages } = await put('two', 'AWSPENDING');
  expect(VersionStages).toEqual(['AWSPENDING']);
  expect([await get(), await get('AWSPENDING')]).toEqual(['one', 'two']);
  await expect(move('AWSCURRENT', undefined, two)).rejects.toThrow('must explicitly reference that version');
  await move('AWSCURRENT', one, two);
  expect([await get(), await get('AWSPREVIOUS')]).toEqual(['two', 'one']);
  await move('AWSPENDING', two);
  await expect(get('AWSPENDING')).rejects.toThrow('staging label: AWSPENDING');
  await expect(move('AWSCURRENT', two)).rejects.toThrow('You can only move staging label AWSCURRENT');
});

test('the first value is the current one, whatever it is asked for', async () => {
  await put('one', 'AWSPENDING');
  expect([await get(), await get('AWSPENDING')]).toEqual(['one', 'one']);
});

test('the same token again changes nothing; with another value it is refused', async () => {
  const ask = (SecretString: string) =>
    client.send(
      new PutSecretValueCommand({
        SecretId: ARN,
        SecretString,
        ClientRequestToken: 'token-0123456789-0123456789-0123456789',
      }),
    );
  await ask('one');
  await put('two');
  await ask('one');
  expect(await get()).toBe('two');
  await expect(ask('other')).rejects.toMatchObject({ name: 'ResourceExistsException' });
});

test('values outlive a restart, in a file that nobody else may read', async () => {
  await put('one');
  expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
  shut();
  await open();
  expect(await get()).toBe('one');
});

test('secrets are made by the API, too, and hold bytes', async () => {
  const made = await client.send(new CreateSecretCommand({ Name: 'other', SecretBinary: Buffer.from([0, 255]) }));
  expect(made.ARN).toMatch(/:secret:other-[0-9a-f]{6}$/);
  const { SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: 'other' }));
  expect([...SecretBinary!]).toEqual([0, 255]);
  await expect(client.send(new CreateSecretCommand({ Name: 'other' }))).rejects.toMatchObject({
    name: 'ResourceExistsException',
  });
});

test('what is not there, and what is not served, is said', async () => {
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(client.send(new DeleteSecretCommand({ SecretId: ARN }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
  const { VersionId } = await put('one');
  const other = new GetSecretValueCommand({ SecretId: ARN, VersionId, VersionStage: 'AWSPREVIOUS' });
  await expect(client.send(other)).rejects.toMatchObject({ name: 'InvalidRequestException' });
});

test('a caller may do what its policies say, on that secret', async () => {
  shut();
  const Statement = [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: ARN }];
  const document = { Version: '2012-10-17', Statement };
  const identities = [{ arn: USER, path: 'reader', policies: [{ path: 'reader', document }] }];
  await open(createAccount({ identities, resources: [] }).authorize);
  await expect(get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const denied = { name: 'AccessDeniedException', message: expect.stringContaining('secretsmanager:PutSecretValue') };
  await expect(put('one')).rejects.toMatchObject(denied);
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'none' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});
