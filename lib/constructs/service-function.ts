import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  DockerImageCode,
  DockerImageFunction,
  Function as LambdaFunction,
  type LayerVersion,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { PICTURE_ENVIRONMENT } from '../limits.ts';
import { assertBundleWithinLimit } from '../rules/bundle-size.ts';
import { acknowledge } from './acknowledge.ts';

export type ServiceFunctionProps = {
  config: Config;
  /** Folder of the bundle: `dist/handlers/{product}/{name}` with index.mjs. */
  bundle: string;
  /** The product, as its logs name it. */
  service: string;
  /** Sentence for the console. */
  description: string;
  timeoutSeconds: number;
  memoryMb: number;
  environment: Record<string, string>;
  layers?: LayerVersion[];
};

/** A function, and the role that grants are added to. */
export type ServiceFunction = { fn: LambdaFunction; role: Role };

/**
 * One Lambda of one handler: arm64, its own role that may only write its own log, traced. What it may touch beyond that is
 * granted by the stack, action by action.
 */
export function serviceFunction(scope: Construct, id: string, props: ServiceFunctionProps): ServiceFunction {
  assertBundleWithinLimit(props.bundle);
  const common = commonOf(scope, id, props);
  const fn = new LambdaFunction(scope, id, {
    ...common,
    runtime: Runtime.NODEJS_24_X,
    handler: HANDLER,
    code: Code.fromAsset(props.bundle),
    layers: props.layers ?? [],
    environment: { ...(props.layers?.length ? PICTURE_ENVIRONMENT : {}), ...common.environment },
  });
  return { fn, role: common.role };
}

/**
 * The same as a container image, for a handler that needs more than Node: `image` is the folder of its Dockerfile, with the
 * handler's bundle in it. Synthesising needs no Docker; deploying builds the image.
 */
export function imageFunction(
  scope: Construct,
  id: string,
  { image, ...props }: Omit<ServiceFunctionProps, 'layers'> & { image: string },
): ServiceFunction {
  assertBundleWithinLimit(props.bundle);
  const common = commonOf(scope, id, props);
  const fn = new DockerImageFunction(scope, id, {
    ...common,
    code: DockerImageCode.fromImageAsset(image, { platform: Platform.LINUX_ARM64, cmd: [HANDLER] }),
    environment: { ...PICTURE_ENVIRONMENT, ...common.environment },
  });
  return { fn, role: common.role };
}

const HANDLER = 'index.handler';

function commonOf(scope: Construct, id: string, props: ServiceFunctionProps) {
  const logGroup = new LogGroup(scope, `${id}Log`, {
    retention: props.config.logDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  acknowledge(role, { 'IAM5[Resource::*]': 'X-Ray takes trace segments on * only; it has no resources.' });
  return {
    description: props.description,
    architecture: Architecture.ARM_64,
    timeout: Duration.seconds(props.timeoutSeconds),
    memorySize: props.memoryMb,
    tracing: Tracing.ACTIVE,
    environment: {
      POWERTOOLS_SERVICE_NAME: props.service,
      // Two deployments in one account count apart.
      POWERTOOLS_METRICS_NAMESPACE: props.config.name,
      ...props.environment,
    },
    logGroup,
    role,
  };
}
