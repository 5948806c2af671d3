import * as z from 'zod';
import { epochSeconds, systemClock } from '../../kernel/clock.ts';
import { customResourceHandler } from '../../kernel/custom-resource.ts';
import { signingSecret } from '../adapters/signing-secret.ts';
import { keysInUse } from '../signing/rotation.ts';

const Properties = z.object({
  SecretArn: z.string().min(1),
  Rotation: z.coerce.number().int().min(0),
  /** Ids at CloudFront, and the texts of the keys. */
  PublicKeys: z.array(z.object({ Id: z.string().min(1), Key: z.string().min(1) })),
});

/** `Custom::SigningKeysInUse`: comes after the key group; from then on the pairs of a rotation sign. */
export const handler = customResourceHandler(Properties, async ({ SecretArn, Rotation, PublicKeys }) => {
  const secret = signingSecret(SecretArn);
  const stored = await secret.read();
  const ids = PublicKeys.map(({ Id, Key }) => ({ id: Id, public: Key }));
  const keys = keysInUse(Rotation, stored, { ids, epoch: epochSeconds(systemClock()) });
  if (JSON.stringify(keys) !== JSON.stringify(stored.current)) await secret.use(keys);
  return { id: `${SecretArn}/in-use` };
});
