import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { ORIGIN_HEADER } from '../limits/origin.ts';
import { acknowledge } from './acknowledge.ts';
import { secretResource } from './secret-resource.ts';

/**
 * What CloudFront proves itself to the API with: a secret that is made when the stack is deployed, and that CloudFormation hands to
 * CloudFront by its version, so that no template holds it. `originSecretRotation` raised by one makes another version, and the
 * distribution changes with the version's name (docs/runbooks/origin-secret.md). Functions take the version before it, too.
 */
export function originSecret(scope: Construct, config: Config): { secret: CfnSecret; headers: Record<string, string> } {
  const description = `${config.name}: what CloudFront proves itself to the API with`;
  const secret = new CfnSecret(scope, 'OriginSecret', { description });
  secret.applyRemovalPolicy(RemovalPolicy.DESTROY);
  acknowledge(secret, {
    SMG4: 'CloudFront must send the new value from a deployment on, so deployments rotate it, not Secrets Manager.',
  });
  const version = secretResource(scope, 'OriginSecretVersion', {
    ...{ config, secret, properties: { SecretArn: secret.ref, Rotation: config.originSecretRotation } },
    handler: 'make-origin-secret',
    actions: ['DescribeSecret', 'PutSecretValue', 'UpdateSecretVersionStage'],
    description: 'Makes what CloudFront proves itself to the API with',
  });
  const value = SecretValue.secretsManager(secret.ref, { versionId: version.getAttString('VersionId') });
  return { secret, headers: { [ORIGIN_HEADER]: value.unsafeUnwrap() } };
}
