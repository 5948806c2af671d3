import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

export type Secrets = Pick<SecretsManagerClient, 'send'>;

const TIMEOUT_MS = 1000;
const ATTEMPTS = 2;

/** For requests that somebody waits for: who asks has another way when the secret does not come. */
export const impatientSecrets = (): Secrets =>
  new SecretsManagerClient({
    maxAttempts: ATTEMPTS,
    // Without the third a request that takes longer is only warned of.
    requestHandler: { connectionTimeout: TIMEOUT_MS, requestTimeout: TIMEOUT_MS, throwOnRequestTimeout: true },
  });
