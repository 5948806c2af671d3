import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { readStoredKeys } from '../signing/keys.ts';
import type { StoredKey } from '../signing/rotation.ts';

export type SigningSecret = {
  /** What signs now, what is about to, and what did before the last change. */
  read(): Promise<{ current: StoredKey[]; known: StoredKey[] }>;
  /** Keeps pairs for which CloudFront has no public keys yet. */
  announce(keys: StoredKey[]): Promise<void>;
  /** From now on these are the keys; what was announced is no longer about to be. */
  use(keys: StoredKey[]): Promise<void>;
};

const client = new SecretsManagerClient();

export function signingSecret(SecretId: string): SigningSecret {
  const version = async (VersionStage: string): Promise<{ id: string | undefined; keys: StoredKey[] }> => {
    try {
      const { SecretString, VersionId } = await client.send(new GetSecretValueCommand({ SecretId, VersionStage }));
      return { id: VersionId, keys: readStoredKeys(SecretString ?? '') };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return { id: undefined, keys: [] };
      throw error;
    }
  };
  const put = (keys: StoredKey[], stage: string) =>
    client.send(
      new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify({ keys }), VersionStages: [stage] }),
    );

  return {
    async read() {
      const [current, pending, previous] = await Promise.all(['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'].map(version));
      // Of the same key, the current version knows most: its id.
      return { current: current!.keys, known: [...current!.keys, ...pending!.keys, ...previous!.keys] };
    },
    async announce(keys) {
      await put(keys, 'AWSPENDING');
    },
    async use(keys) {
      await put(keys, 'AWSCURRENT');
      const { id } = await version('AWSPENDING');
      if (id === undefined) return;
      await client.send(
        new UpdateSecretVersionStageCommand({ SecretId, VersionStage: 'AWSPENDING', RemoveFromVersionId: id }),
      );
    },
  };
}
