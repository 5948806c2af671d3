import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { BUNDLE_BYTES } from '../../lib/limits.ts';
import { checkBundleSizes } from './bundle-size.ts';
import type { Step } from './cached.ts';
import { nodeByRequire } from './node-by-require.ts';
import { sharpFromLayer } from './sharp-from-layer.ts';

/** Bundled CommonJS packages call `require` for Node's own modules, which an ES module does not have by itself. */
const REQUIRE = "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);";

/** How the code of a Lambda is bundled. */
export const BUNDLING = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // The packages' ES modules shake: 0.68 MB where their CommonJS gives 1.26 (S3, DynamoDB, SFN, zod, middy).
  mainFields: ['module', 'main'],
  banner: { js: REQUIRE },
  legalComments: 'none',
  logLevel: 'error',
  plugins: [sharpFromLayer, nodeByRequire],
} satisfies BuildOptions;

/** One ES module a Lambda: `lambdas/{capability}/handlers/{name}.ts` -> `dist/handlers/{capability}/{name}/index.mjs`. */
export function handlersStep(root: string): Step {
  return {
    name: 'handlers',
    inputs: ['lambdas', 'lib/limits.ts', 'lib/config.ts', 'package-lock.json', 'scripts/build'],
    outputs: ['dist/handlers'],
    make: () => bundleHandlers(root, join(root, 'dist', 'handlers')),
  };
}

/**
 * @throws Error when a handler does not bundle, or its bundle is larger than BUNDLE_BYTES
 */
export async function bundleHandlers(root: string, outputDirectory: string): Promise<void> {
  const partial = `${outputDirectory}.${process.pid}`;
  try {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: await findHandlers(root),
      outdir: partial,
      outExtension: { '.js': '.mjs' },
      ...BUNDLING,
      metafile: true,
    });
    checkBundleSizes(metafile.outputs, BUNDLE_BYTES);
    await rm(outputDirectory, { recursive: true, force: true });
    await rename(partial, outputDirectory);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function findHandlers(root: string): Promise<Record<string, string>> {
  const entries: Record<string, string> = {};
  for (const capability of (await readdir(join(root, 'lambdas'))).sort()) {
    const files = await readdir(join(root, 'lambdas', capability, 'handlers')).catch(() => []);
    for (const file of files.sort()) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      entries[`${capability}/${file.slice(0, -3)}/index`] = join('lambdas', capability, 'handlers', file);
    }
  }
  return entries;
}
