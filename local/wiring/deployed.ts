/** What a template deploys, ready to be handed to the rooms: resources that exist, with their properties resolved. */
import type { Assembly, Asset, Resource } from '../template/assembly.ts';
import type { Resolver } from '../template/resolve.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shape of the properties is the type's own; check.ts has refused unknown ones.
export type Deployed = { resource: Resource; properties: any };

export type Deployment = {
  /** Every resource of a type, in the order of the stacks. */
  ofType(type: string): Deployed[];
  /** The folder of a zipped asset; throws when the template names one that is not there. */
  assetDirectory(objectKey: string, usedBy: Resource): string;
  /** The folder from which a container image is built. */
  imageDirectory(imageUri: string, usedBy: Resource): string;
};

export function deploymentOf(assembly: Assembly, resolver: Resolver): Deployment {
  const resources = [...assembly.stacks.values()].flatMap((stack) => [...stack.resources.values()]);
  return {
    ofType: (type) =>
      resources
        .filter((resource) => resource.type === type && resolver.exists(resource))
        .map((resource) => ({ resource, properties: resolver.properties(resource) })),
    assetDirectory: (objectKey, usedBy) => directoryOf('zip', objectKey, usedBy),
    imageDirectory: (imageUri, usedBy) => directoryOf('image', imageUri.slice(imageUri.lastIndexOf(':') + 1), usedBy),
  };

  function directoryOf(packaging: Asset['packaging'], key: string, usedBy: Resource): string {
    const asset: Asset | undefined = assembly.assets.get(key);
    if (!asset) throw new Error(`${usedBy.path}: the asset ${key} is not in the assembly: run \`npm run synth\`.`);
    if (asset.packaging !== packaging)
      throw new Error(`${usedBy.path}: the asset ${asset.path} is packed as ${asset.packaging}, not as ${packaging}.`);
    return asset.path;
  }
}
