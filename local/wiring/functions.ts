/** Lambda functions of the templates, with their code, layers, environment and own access key. */
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { AccessKeys } from './access-keys.ts';
import { functionCaller } from './callers.ts';
import type { Deployed, Deployment } from './deployed.ts';
import { functionArn, functionName, identity } from './identity.ts';

/** Custom resources whose function the twin replaces by its own work, or that do nothing here. */
const REPLACED = ['Custom::CDKBucketDeployment', 'Custom::S3AutoDeleteObjects'];
/** Defaults of AWS::Lambda::Function (CloudFormation). */
const TIMEOUT_SECONDS = 3;
const MEMORY_MB = 128;

/**
 * @throws Error when a function needs a runtime other than Node's
 */
export function functionDefinitions(deployment: Deployment, keys: AccessKeys): FunctionDefinition[] {
  const replaced = new Set(
    REPLACED.flatMap((type) => deployment.ofType(type)).map(({ properties }) => properties.ServiceToken),
  );
  const layers = new Map(
    deployment.ofType('AWS::Lambda::LayerVersion').map((layer) => [identity.ref(layer.resource), layer]),
  );
  return deployment
    .ofType('AWS::Lambda::Function')
    .filter(({ resource }) => !replaced.has(functionArn(resource)))
    .map((deployed) => definitionOf(deployed, deployment, layers, keys));
}

function definitionOf(
  { resource, properties }: Deployed,
  deployment: Deployment,
  layers: Map<string, Deployed>,
  keys: AccessKeys,
): FunctionDefinition {
  if (!/^nodejs(22|24)\.x$/.test(properties.Runtime)) {
    throw new Error(`${resource.path}: the local twin runs Node functions only, not ${properties.Runtime}.`);
  }
  return {
    name: functionName(resource),
    handler: properties.Handler,
    codeDirectory: deployment.assetDirectory(properties.Code.S3Key, resource),
    layerDirectories: (properties.Layers ?? []).map((arn: string) => {
      const layer = layers.get(arn);
      if (!layer) throw new Error(`${resource.path}: the layer ${arn} is not in the templates.`);
      return deployment.assetDirectory(layer.properties.Content.S3Key, layer.resource);
    }),
    timeoutSeconds: properties.Timeout ?? TIMEOUT_SECONDS,
    memoryMb: properties.MemorySize ?? MEMORY_MB,
    environment: properties.Environment?.Variables ?? {},
    accessKey: keys.of(functionCaller({ resource, properties })),
  };
}
