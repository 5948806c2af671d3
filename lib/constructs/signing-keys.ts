import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { KeyGroup, PublicKey } from 'aws-cdk-lib/aws-cloudfront';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { keysAt } from '../../lambdas/media/signing/rotation.ts';
import type { Config } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { grant } from './grant.ts';
import { serviceFunction } from './service-function.ts';

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

  const pairs = keyResource(scope, 'SigningKeyPairs', {
    ...{ config, secret, properties: rotation },
    handler: 'make-signing-keys',
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
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
  const inUse = keyResource(scope, 'SigningKeysInUse', {
    ...{ config, secret },
    properties: {
      ...rotation,
      PublicKeys: keys.map(({ key, encodedKey }) => ({ Id: key.publicKeyId, Key: encodedKey })),
    },
    handler: 'use-signing-keys',
    actions: ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map((name) => `secretsmanager:${name}`),
    description: 'Lets key pairs sign once CloudFront knows their public halves',
  });
  inUse.node.addDependency(keyGroup);
  return { secret, keyGroup };
}

function keyResource(
  scope: Construct,
  id: string,
  props: {
    config: Config;
    secret: CfnSecret;
    properties: object;
    handler: string;
    actions: string[];
    description: string;
  },
): CustomResource {
  const { config, secret, properties, handler, actions, description } = props;
  const { fn, role } = serviceFunction(scope, pascal(handler), {
    config,
    bundle: `dist/handlers/media/${handler}`,
    service: 'media',
    description,
    timeoutSeconds: 30,
    memoryMb: 256,
    environment: {},
  });
  grant(role, actions, [secret.ref]);
  const resource = new CustomResource(scope, id, {
    resourceType: `Custom::${id}`,
    serviceToken: fn.functionArn,
    serviceTimeout: Duration.minutes(2),
    properties: { ...properties },
  });
  // Its function may do nothing before the role has its policy.
  resource.node.addDependency(role);
  return resource;
}

const pascal = (name: string) => name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
