/** `npm run synth`: the cloud assembly in `cdk.out`, made again only when what it is made from changed. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cached } from './build/cached.ts';
import { build, projectRoot } from './build.ts';
import { cdkContext } from './cdk-json.ts';

const ASSEMBLY = 'cdk.out';

/** As the CDK command line would pass it, without its seconds of start; sharp as this machine has it, for the twin. */
const CONTEXT = { platform: 'host', 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };

/**
 * Builds what changed, then synthesises what changed.
 * @returns the assembly's folder
 * @throws Error when a part does not build, the app fails or one of its validations (cdk-nag) does
 */
export async function synth(options: { report?: (line: string) => void; signal?: AbortSignal } = {}): Promise<string> {
  const { report = () => {}, signal } = options;
  await build({ report });
  const start = performance.now();
  const ran = await cached(projectRoot, {
    name: 'assembly',
    inputs: [
      'bin',
      'lib',
      // What the stacks read of the products: key and route tables (`DEPLOYED` in scripts/checks/arrows.ts).
      'lambdas/album/access.ts',
      'lambdas/album/keys.ts',
      'lambdas/album/photo-routes.ts',
      'lambdas/album/routes.ts',
      'lambdas/album/share-routes.ts',
      'lambdas/kernel/route.ts',
      'lambdas/map/keys.ts',
      'lambdas/map/routes.ts',
      'lambdas/media/keys.ts',
      'lambdas/media/signing/rotation.ts',
      'cdk.json',
      'dist/handlers',
      'dist/images',
      'dist/web',
      'dist/layers/sharp-host',
      'dist/layers/opencv',
      'package-lock.json',
      'scripts/cdk-json.ts',
      'scripts/synth.ts',
    ],
    outputs: [ASSEMBLY],
    settings: JSON.stringify(CONTEXT),
    make: () => runApp(join(projectRoot, ASSEMBLY), signal),
  });
  if (ran) report(`synthesised in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return join(projectRoot, ASSEMBLY);
}

async function runApp(outputDirectory: string, signal: AbortSignal | undefined): Promise<void> {
  const context = cdkContext();
  const child = spawn(process.execPath, [join(projectRoot, 'bin', 'tessera.ts')], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal ? { signal } : {}),
    env: {
      ...process.env,
      CDK_OUTDIR: outputDirectory,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...CONTEXT }),
      // CDK's own look at templates is four tenths of a synth, and only warns, where here nobody reads it; cdk-nag still judges.
      CDK_VALIDATION: 'false',
    },
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`The CDK app bin/tessera.ts failed:\n${output.trim()}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const directory = await synth({ report: console.error });
  console.log(directory);
}
