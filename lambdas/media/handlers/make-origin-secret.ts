import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { ORIGIN_SECRET_BYTES } from '../../../lib/limits/origin.ts';
import { customResourceHandler } from '../../kernel/custom-resource.ts';
import { versionedSecret } from '../adapters/versioned-secret.ts';

const Properties = z.object({ SecretArn: z.string().min(1), Rotation: z.coerce.number().int().min(0) });

/**
 * `Custom::OriginSecretVersion`: the version of a rotation is the current one from now on. Its name is made of the rotation, so that a
 * repeat makes none, and a deployment that is rolled back finds the version it had; the one before it stays known, too.
 */
export const handler = customResourceHandler(Properties, async ({ SecretArn, Rotation }) => {
  const secret = versionedSecret(SecretArn);
  const VersionId = createHash('sha256').update(`${SecretArn}#${Rotation}`).digest('hex');
  await secret.put(VersionId, randomBytes(ORIGIN_SECRET_BYTES).toString('base64url'));
  await secret.makeCurrent(VersionId);
  return { id: `${SecretArn}/version`, data: { VersionId } };
});
