/**
 * `npm run package`: the native modules for Lambda (linux-arm64), fetched once from the package registry by a lock file of
 * their own, without Docker and without touching this machine's node_modules.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cached } from './build/cached.ts';
import { gameImageStep } from './build/game-image.ts';
import { build } from './build.ts';

const root = resolve(import.meta.dirname, '..');
const SOURCE = 'layers/sharp';
const TARGET = 'dist/layers/sharp-linux-arm64';

/** @throws Error with npm's own words when the registry cannot be reached. */
export async function packageForLambda(): Promise<void> {
  await cached(root, {
    name: 'sharp for linux-arm64',
    inputs: [SOURCE],
    outputs: [TARGET],
    settings: 'npm ci --os=linux --cpu=arm64 --libc=glibc',
    make: async () => {
      const folder = join(root, TARGET, 'nodejs');
      rmSync(join(root, TARGET), { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      for (const file of ['package.json', 'package-lock.json', '.npmrc'])
        cpSync(join(root, SOURCE, file), join(folder, file));
      const npm = ['ci', '--os=linux', '--cpu=arm64', '--libc=glibc', '--prefix', folder];
      const { status } = spawnSync('npm', npm, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
      if (status !== 0) throw new Error(`npm could not fetch sharp for Lambda (npm ci ended with ${status}).`);
      for (const file of ['package-lock.json', '.npmrc']) rmSync(join(folder, file));
    },
  });
  await build({ report: console.error });
  await cached(root, gameImageStep(root, 'linux-arm64'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await packageForLambda();
