/** Reads a cloud assembly (`cdk.out`): the only thing from which the twin knows what to serve. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

export type Resource = {
  stack: string;
  logicalId: string;
  /** Construct path, as a person wrote it: `TesseraMap/Plan/Resource`. */
  path: string;
  type: string;
  /** As in the template: intrinsic functions are not resolved yet. */
  properties: Record<string, unknown>;
  condition: string | undefined;
};

export type Stack = {
  name: string;
  resources: Map<string, Resource>;
  parameters: Record<string, { Type: string; Default?: unknown }>;
  conditions: Record<string, unknown>;
  mappings: Record<string, Record<string, Record<string, unknown>>>;
  outputs: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
};

/** A file or folder that a template names by its key in the bucket of assets; of an image, the folder of its Dockerfile. */
export type Asset = { path: string; packaging: 'zip' | 'file' | 'image' };

export type Assembly = {
  stacks: Map<string, Stack>;
  /** By object key, as `Code.S3Key` names it; images by their tag, as `Code.ImageUri` ends. */
  assets: Map<string, Asset>;
};

type Artifact = { type: string; properties: { templateFile: string; file: string; stackName?: string } };
export type Template = {
  Resources?: Record<string, TemplateResource>;
  Parameters?: Stack['parameters'];
  Conditions?: Stack['conditions'];
  Mappings?: Stack['mappings'];
  Outputs?: Stack['outputs'];
};
type TemplateResource = {
  Type: string;
  Properties?: Record<string, unknown>;
  Condition?: string;
  Metadata?: { 'aws:cdk:path'?: string };
};

/**
 * @throws Error when the folder holds no assembly, or one with parts that the twin does not read (nested assemblies)
 */
export async function readAssembly(directory: string): Promise<Assembly> {
  const manifest = await readJson<{ artifacts: Record<string, Artifact> }>(resolve(directory, 'manifest.json'));
  const assembly: Assembly = { stacks: new Map(), assets: new Map() };
  for (const [id, { type, properties }] of Object.entries(manifest.artifacts)) {
    if (type === 'aws:cloudformation:stack') {
      const name = properties.stackName ?? id;
      assembly.stacks.set(name, readStack(name, await readJson(resolve(directory, properties.templateFile))));
    } else if (type === 'cdk:asset-manifest') {
      await readAssets(directory, properties.file, assembly.assets);
    } else if (type === 'cdk:cloud-assembly') {
      throw new Error(`${id} is an assembly inside the assembly (a CDK stage), which the local twin does not read.`);
    }
  }
  return assembly;
}

/** A stack from its template. */
export function readStack(name: string, template: Template): Stack {
  const resources = Object.entries(template.Resources ?? {}).map(([logicalId, resource]): [string, Resource] => [
    logicalId,
    {
      stack: name,
      logicalId,
      path: resource.Metadata?.['aws:cdk:path'] ?? `${name}/${logicalId}`,
      type: resource.Type,
      properties: resource.Properties ?? {},
      condition: resource.Condition,
    },
  ]);
  return {
    name,
    resources: new Map(resources),
    parameters: template.Parameters ?? {},
    conditions: template.Conditions ?? {},
    mappings: template.Mappings ?? {},
    outputs: template.Outputs ?? {},
  };
}

async function readAssets(directory: string, file: string, assets: Map<string, Asset>): Promise<void> {
  type File = {
    source: { path?: string; packaging?: 'zip' | 'file' };
    destinations: Record<string, { objectKey: string }>;
  };
  type Image = { source: { directory?: string }; destinations: Record<string, { imageTag: string }> };
  const { files = {}, dockerImages = {} } = await readJson<{
    files?: Record<string, File>;
    dockerImages?: Record<string, Image>;
  }>(resolve(directory, file));
  for (const { source, destinations } of Object.values(files)) {
    if (!source.path) continue;
    const asset: Asset = { path: resolve(directory, source.path), packaging: source.packaging ?? 'file' };
    for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, asset);
  }
  for (const { source, destinations } of Object.values(dockerImages)) {
    if (!source.directory) continue;
    const asset: Asset = { path: resolve(directory, source.directory), packaging: 'image' };
    for (const { imageTag } of Object.values(destinations)) assets.set(imageTag, asset);
  }
}

async function readJson<T>(path: string): Promise<T> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`${path} is missing: run \`npm run synth\`.`);
  });
  return JSON.parse(text);
}
