/** What the tests of Secrets Manager speak to: the twin's room, or whatever listens at TESSERA_JUDGED_SECRETS (docs/conformance.md). */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sm from '@aws-sdk/client-secrets-manager';
import { onTestFinished } from 'vitest';
import type { Authorize } from '../service.ts';
import { createSecrets, type SecretsRoom } from './server.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
export const CALLER = 'arn:aws:iam::000000000000:user/reader';

const judged = process.env.TESSERA_JUDGED_SECRETS;

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'tessera-secrets-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** The room on a port of its own, until the test ends. */
export async function openRoom(
  options: { directory?: string; authorize?: Authorize; now?: () => Date } = {},
): Promise<{ room: SecretsRoom; endpoint: string; close(): Promise<void> }> {
  const directory = options.directory ?? (await temporaryDirectory());
  const credentials = () => ({ secret: CREDENTIALS.secretAccessKey, principal: { arn: CALLER } });
  const room = createSecrets({ ...options, directory, credentials });
  const server = createServer((request, response) => void room.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await room.close();
  };
  onTestFinished(close);
  return { room, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

export function clientOf(endpoint: string): sm.SecretsManagerClient {
  const client = new sm.SecretsManagerClient({
    endpoint,
    region: 'us-east-1',
    credentials: CREDENTIALS,
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return client;
}

/** A client, and a way to make secrets with names of their own. */
export async function openSecretsManager() {
  const client = clientOf(judged ?? (await openRoom()).endpoint);
  const name = () => `s-${randomUUID()}`;
  const make = async (input: Partial<sm.CreateSecretCommandInput> = {}) => {
    const made = await client.send(new sm.CreateSecretCommand({ Name: name(), ...input }));
    return { ...secretOf(client, made.ARN!), name: made.Name!, arn: made.ARN!, versionId: made.VersionId };
  };
  return { client, name, make };
}

/** Calls on one secret. */
export function secretOf(client: sm.SecretsManagerClient, SecretId: string) {
  return {
    put: (SecretString: string, more: Partial<sm.PutSecretValueCommandInput> = {}) =>
      client.send(new sm.PutSecretValueCommand({ SecretId, SecretString, ...more })),
    get: (more: Partial<sm.GetSecretValueCommandInput> = {}) =>
      client.send(new sm.GetSecretValueCommand({ SecretId, ...more })),
    /** The text of a version by its label. */
    text: async (VersionStage?: string) =>
      (await client.send(new sm.GetSecretValueCommand({ SecretId, ...(VersionStage && { VersionStage }) })))
        .SecretString,
    update: (more: Partial<sm.UpdateSecretCommandInput>) =>
      client.send(new sm.UpdateSecretCommand({ SecretId, ...more })),
    move: (VersionStage: string, RemoveFromVersionId?: string, MoveToVersionId?: string) =>
      client.send(
        new sm.UpdateSecretVersionStageCommand({ SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId }),
      ),
    describe: () => client.send(new sm.DescribeSecretCommand({ SecretId })),
    /** Labels by version. */
    stages: async () =>
      (await client.send(new sm.DescribeSecretCommand({ SecretId }))).VersionIdsToStages as Record<string, string[]>,
    versions: (more: Partial<sm.ListSecretVersionIdsCommandInput> = {}) =>
      client.send(new sm.ListSecretVersionIdsCommand({ SecretId, ...more })),
    delete: (more: Partial<sm.DeleteSecretCommandInput> = {}) =>
      client.send(new sm.DeleteSecretCommand({ SecretId, ...more })),
    restore: () => client.send(new sm.RestoreSecretCommand({ SecretId })),
  };
}
