/** Lambda functions of the templates, with their code, layers, environment and own access key. */
import { join } from 'node:path';
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
 * @param awaited names of functions whose answers somebody waits for; undefined: none is told from others
 * @throws Error when a function needs a runtime other than Node's
 */
export function functionDefinitions(
  deployment: Deployment,
  keys: AccessKeys,
  awaited: ReadonlySet<string> | undefined,
): FunctionDefinition[] {
  const replaced = new Set(
    REPLACED.flatMap((type) => deployment.ofType(type)).map(({ properties }) => properties.ServiceToken),
  );
  const layers = new Map(
    deployment.ofType('AWS::Lambda::LayerVersion').map((layer) => [identity.ref(layer.resource), layer]),
  );
  return deployment
    .ofType('AWS::Lambda::Function')
    .filter(({ resource }) => !replaced.has(functionArn(resource)))
    .map((deployed) => definitionOf(deployed, deployment, layers, keys))
    .map((definition) => (awaited ? { ...definition, awaited: awaited.has(definition.name) } : definition));
}

function definitionOf(
  { resource, properties }: Deployed,
  deployment: Deployment,
  layers: Map<string, Deployed>,
  keys: AccessKeys,
): FunctionDefinition {
  return {
    name: functionName(resource),
    ...(properties.PackageType === 'Image'
      ? codeOfImage({ resource, properties }, deployment)
      : codeOfZip({ resource, properties }, deployment, layers)),
    timeoutSeconds: properties.Timeout ?? TIMEOUT_SECONDS,
    memoryMb: properties.MemorySize ?? MEMORY_MB,
    environment: properties.Environment?.Variables ?? {},
    accessKey: keys.of(functionCaller({ resource, properties })),
  };
}

type FunctionCode = Pick<FunctionDefinition, 'handler' | 'codeDirectory' | 'layerDirectories'>;

function codeOfZip(
  { resource, properties }: Deployed,
  deployment: Deployment,
  layers: Map<string, Deployed>,
): FunctionCode {
  if (!/^nodejs(22|24)\.x$/.test(properties.Runtime)) {
    throw new Error(`${resource.path}: the local twin runs Node functions only, not ${properties.Runtime}.`);
  }
  return {
    handler: properties.Handler,
    codeDirectory: deployment.assetDirectory(properties.Code.S3Key, resource),
    layerDirectories: (properties.Layers ?? []).map((arn: string) => {
      const layer = layers.get(arn);
      if (!layer) throw new Error(`${resource.path}: the layer ${arn} is not in the templates.`);
      return deployment.assetDirectory(layer.properties.Content.S3Key, layer.resource);
    }),
  };
}

/**
 * An image is not built: its handler runs as a process of this machine like any other. The folder of the Dockerfile holds the
 * bundle, and in `opt` what the image copies to /opt; a program that the image installs is taken from this machine.
 */
function codeOfImage({ resource, properties }: Deployed, deployment: Deployment): FunctionCode {
  const [handler] = properties.ImageConfig?.Command ?? [];
  if (!handler) throw new Error(`${resource.path}: the twin needs the handler of an image in ImageConfig.Command.`);
  const codeDirectory = deployment.imageDirectory(properties.Code.ImageUri, resource);
  return { handler, codeDirectory, layerDirectories: [join(codeDirectory, 'opt')] };
}
