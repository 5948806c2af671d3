import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Step } from './cached.ts';

/**
 * The layer with sharp and all it needs on this machine, as a Lambda sees it: `nodejs/node_modules/...`. Deployments use the
 * one for linux-arm64 that `npm run package` fetches; the resources are the same but for this asset.
 */
export function layerStep(root: string): Step {
  const layer = 'dist/layers/sharp-host';
  return {
    name: 'sharp-layer',
    inputs: ['package-lock.json', 'node_modules/sharp/package.json', 'scripts/build'],
    outputs: [layer],
    settings: `${process.platform}-${process.arch}`,
    make: () => copyWithDependencies(root, 'sharp', join(root, layer)),
  };
}

/** Copies an installed package and, recursively, its dependencies that are installed, each to its place in the tree. */
export async function copyWithDependencies(root: string, name: string, layerDirectory: string): Promise<void> {
  const partial = `${layerDirectory}.${process.pid}`;
  try {
    for (const folder of await installedTree(root, name)) {
      const target = join(partial, 'nodejs', relative(root, folder));
      await mkdir(dirname(target), { recursive: true });
      await cp(folder, target, { recursive: true });
    }
    await rm(layerDirectory, { recursive: true, force: true });
    await rename(partial, layerDirectory);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Folders of a package and of everything it depends on; optional dependencies count where npm installed them. */
async function installedTree(root: string, name: string): Promise<Set<string>> {
  const found = new Set<string>();
  const visit = async (dependency: string, from: string, optional: boolean): Promise<void> => {
    const folder = await locate(dependency, from, root);
    if (!folder && optional) return;
    if (!folder) throw new Error(`${dependency}, which ${name} needs, is not installed: run \`npm ci\`.`);
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
      await readFile(join(folder, 'package.json'), 'utf8'),
    );
    for (const next of Object.keys(dependencies)) await visit(next, folder, next in optionalDependencies);
    for (const next of Object.keys(optionalDependencies)) await visit(next, folder, true);
  };
  await visit(name, root, false);
  return found;
}

/** Node's own search: the nearest `node_modules` upwards that holds the package. */
async function locate(name: string, from: string, root: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (await stat(join(candidate, 'package.json')).catch(() => undefined)) return candidate;
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}
