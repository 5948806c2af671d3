import { generateKeyPairSync } from 'node:crypto';
import * as z from 'zod';
import { epochSeconds, systemClock } from '../../kernel/clock.ts';
import { customResourceHandler } from '../../kernel/custom-resource.ts';
import { signingSecret } from '../adapters/signing-secret.ts';
import { type Pair, pairsAt } from '../signing/rotation.ts';

const Properties = z.object({ SecretArn: z.string().min(1), Rotation: z.coerce.number().int().min(0) });

const makePair = (): Pair => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { public: publicKey, private: privateKey };
};

/** `Custom::SigningKeyPairs`: keeps the pairs of a rotation in the secret, answers their public halves by slot. */
export const handler = customResourceHandler(Properties, async ({ SecretArn, Rotation }) => {
  const secret = signingSecret(SecretArn);
  const stored = await secret.read();
  const pairs = pairsAt(Rotation, stored, { make: makePair, epoch: epochSeconds(systemClock()) });
  if (pairs.some((pair) => !stored.known.includes(pair))) await secret.announce(pairs);
  const data = pairs.map(({ slot, public: pem }) => [`PublicKey${slot}`, pem]);
  return { id: `${SecretArn}/pairs`, data: Object.fromEntries(data) };
});
