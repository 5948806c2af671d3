import { GetSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { systemClock } from './clock.ts';
import { type OriginProof, originProof } from './origin-proof.ts';
import { impatientSecrets, type Secrets } from './secrets.ts';

/** The value that CloudFront sends, and the one before it where there was one. */
export const secretsOfOrigin = (client: Secrets, SecretId: string) => async (): Promise<string[]> => {
  const version = async (VersionStage: string): Promise<string[]> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionStage }));
    return SecretString ? [SecretString] : [];
  };
  const [current, previous] = await Promise.all([
    version('AWSCURRENT'),
    version('AWSPREVIOUS').catch((error) => {
      if (error instanceof ResourceNotFoundException) return [];
      throw error;
    }),
  ]);
  return [...current, ...previous];
};

export const connectOriginProof = (secretArn: string): OriginProof =>
  originProof(secretsOfOrigin(impatientSecrets(), secretArn), systemClock);
