import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';

/** A secret whose versions have names that are known before their values. */
export type VersionedSecret = {
  /** Keeps a value under a name of 32 to 64 characters; one that there is already stays as it is. */
  put(version: string, value: string): Promise<void>;
  /** From now on this is AWSCURRENT, and what was it is AWSPREVIOUS. */
  makeCurrent(version: string): Promise<void>;
};

const client = new SecretsManagerClient();

export const versionedSecret = (SecretId: string): VersionedSecret => ({
  async put(ClientRequestToken, SecretString) {
    // Not current yet: who is called again may have made it current, and then another one.
    const request = { SecretId, ClientRequestToken, SecretString, VersionStages: ['AWSPENDING'] };
    try {
      await client.send(new PutSecretValueCommand(request));
    } catch (error) {
      if (!(error instanceof ResourceExistsException)) throw error;
    }
  },
  async makeCurrent(version) {
    const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
    const holder = Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id]!.includes('AWSCURRENT'));
    if (holder === version) return;
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: version,
        ...(holder !== undefined && { RemoveFromVersionId: holder }),
      }),
    );
  },
});
