import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../kernel/clock.ts';
import { logger } from '../../kernel/log.ts';
import { record } from '../../kernel/metrics.ts';
import { impatientSecrets, type Secrets } from '../../kernel/secrets.ts';
import { readSigningSecret, type SigningKey } from '../signing/keys.ts';
import { SIGNING_KEYS_SECONDS } from '../signing/rotation.ts';
import { createSigner, type Signer } from '../signing/signer.ts';

/** Signs with the keys of a secret. Every failure leaves a line in the log and is counted, for each call that had to do without. */
export function secretSigner(secretArn: string, clock: Clock): Signer {
  const signer = createSigner(secretSigningKeys(impatientSecrets(), secretArn, clock));
  const logged = async <Answer>(signing: Promise<Answer>): Promise<Answer> => {
    try {
      return await signing;
    } catch (error) {
      logger.error('signing failed', error as Error);
      record('picture_signing_failures_total', { service: 'media' });
      throw error;
    }
  };
  return {
    url: (...about) => logged(signer.url(...about)),
    cookies: (...about) => logged(signer.cookies(...about)),
  };
}

/**
 * The keys, asked for again after SIGNING_KEYS_SECONDS, so that a rotation arrives. Keys that were good then are good still: the
 * ones at hand stay in use when the secret cannot be read again.
 */
export function secretSigningKeys(client: Secrets, secretArn: string, clock: Clock): () => Promise<SigningKey[]> {
  let known: { keys: SigningKey[]; until: number } | undefined;
  let asking: Promise<SigningKey[]> | undefined;

  const ask = async (): Promise<SigningKey[]> => {
    try {
      const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
      return readSigningSecret(SecretString);
    } catch (error) {
      if (!known) throw error;
      logger.warn('the signing keys could not be read again; the ones at hand stay in use', error as Error);
      return known.keys;
    }
  };
  return () => {
    if (known && clock().getTime() < known.until) return Promise.resolve(known.keys);
    asking ??= ask()
      .then((keys) => {
        known = { keys, until: clock().getTime() + SIGNING_KEYS_SECONDS * 1000 };
        return keys;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
}
