import { RemovalPolicy } from 'aws-cdk-lib';
import { KeyGroup, PublicKey } from 'aws-cdk-lib/aws-cloudfront';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { keysAt } from '../../lambdas/media/signing/rotation.ts';
import type { Config } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { secretResource } from './secret-resource.ts';

export type SigningKeys = { secret: CfnSecret; keyGroup: KeyGroup };

/**
 * Two key pairs, made when the stack is deployed: no private key is ever in a template, in a log or on somebody's disk. Pairs into the
 * secret, their public halves to CloudFront, and only then may they sign. `signingKeyRotation` raised by one replaces the
 * older pair (docs/runbooks/key-rotation.md).
 */
export function signingKeys(scope: Construct, config: Config): SigningKeys {
  const secret = new CfnSecret(scope, 'SigningSecret', { description: `${config.name}: keys that sign for pictures` });
  secret.applyRemovalPolicy(RemovalPolicy.DESTROY);
  acknowledge(secret, {
    SMG4: 'CloudFront must learn the public half first, so deployments rotate it, not Secrets Manager.',
  });
  const rotation = { SecretArn: secret.ref, Rotation: config.signingKeyRotation };

  const pairs = secretResource(scope, 'SigningKeyPairs', {
    ...{ config, secret, properties: rotation },
    handler: 'make-signing-keys',
    actions: ['GetSecretValue', 'PutSecretValue'],
    description: 'Makes key pairs for signed pictures and keeps them in the secret',
  });
  const keys = keysAt(config.signingKeyRotation)
    .sort((one, other) => one.slot.localeCompare(other.slot))
    .map(({ slot, generation }) => {
      const encodedKey = pairs.getAttString(`PublicKey${slot}`);
      // CloudFront never changes a key: another generation is another resource, with another name and caller reference.
      const key = new PublicKey(scope, `PublicKey${slot}${generation}`, {
        encodedKey,
        comment: `${config.name}: signed pictures, slot ${slot}, generation ${generation}`,
      });
      return { key, encodedKey };
    });
  const keyGroup = new KeyGroup(scope, 'SigningKeyGroup', { items: keys.map(({ key }) => key) });
  const inUse = secretResource(scope, 'SigningKeysInUse', {
    ...{ config, secret },
    properties: {
      ...rotation,
      PublicKeys: keys.map(({ key, encodedKey }) => ({ Id: key.publicKeyId, Key: encodedKey })),
    },
    handler: 'use-signing-keys',
    actions: ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'],
    description: 'Lets key pairs sign once CloudFront knows their public halves',
  });
  inUse.node.addDependency(keyGroup);
  return { secret, keyGroup };
}
