import { CustomResource, Duration } from 'aws-cdk-lib';
import type { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { constructId } from './construct-id.ts';
import { grant } from './grant.ts';
import { serviceFunction } from './service-function.ts';

/** A custom resource `Custom::{id}` of ours, whose function in `lambdas/media/handlers/` may do these actions on one secret alone. */
export function secretResource(
  scope: Construct,
  id: string,
  props: {
    config: Config;
    secret: CfnSecret;
    properties: object;
    handler: string;
    /** Without `secretsmanager:`. */
    actions: string[];
    description: string;
  },
): CustomResource {
  const { config, secret, properties, handler, actions, description } = props;
  const { fn, role } = serviceFunction(scope, constructId(handler), {
    config,
    bundle: `dist/handlers/media/${handler}`,
    service: 'media',
    description,
    timeoutSeconds: 30,
    memoryMb: 256,
    environment: {},
  });
  const named = actions.map((name) => `secretsmanager:${name}`);
  grant(role, named, [secret.ref]);
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
