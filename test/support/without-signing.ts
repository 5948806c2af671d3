/** A platform that cannot sign for pictures. */
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { operator } from './operator.ts';
import { SIGNING_SECRET } from './signed-pictures.ts';

/**
 * Calls `use` while the secret holds no key. Functions go on with keys that they have read before: it shows in those that have not
 * signed anything yet.
 */
export async function withoutSigning(url: string, directory: string, use: () => Promise<void>): Promise<void> {
  const client = new SecretsManagerClient(await operator(url, directory));
  const SecretId = SIGNING_SECRET;
  const { VersionId: good } = await client.send(new GetSecretValueCommand({ SecretId }));
  const empty = { SecretId, SecretString: '{"keys":[]}' };
  const { VersionId: bad } = await client.send(new PutSecretValueCommand(empty));
  try {
    await use();
  } finally {
    const back = { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: good, RemoveFromVersionId: bad };
    await client.send(new UpdateSecretVersionStageCommand(back));
    client.destroy();
  }
}
