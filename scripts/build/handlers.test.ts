import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkBundleSizes } from './bundle-size.ts';
import { bundleHandlers } from './handlers.ts';
import { copyWithDependencies } from './layer.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bundle-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const write = async (files: Record<string, string>) => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
};

test('bundles one module a handler that takes sharp from its layer and lets CommonJS packages require', async () => {
  await write({
    'lambdas/map/handlers/tile.ts':
      "import sharp from 'sharp'; import old from 'old'; export const handler = (n: number): string => sharp(n) + old;",
    'lambdas/map/handlers/tile.test.ts': 'throw new Error("tests are not bundled");',
    'lambdas/kernel/errors.ts': 'export const x = 1;',
    'node_modules/old/package.json': '{"name":"old","main":"index.cjs"}',
    'node_modules/old/index.cjs': "module.exports = require(['node', 'path'].join(':')).posix.sep;",
    // NODE_PATH stands for the layer: the bundle's own folder is the second place where `require` looks.
    'out/node_modules/sharp/index.js': "module.exports = (n) => 'sharp ' + n;",
  });
  await bundleHandlers(root, join(root, 'out/handlers'));

  expect(await readdir(join(root, 'out/handlers/map'))).toEqual(['tile']);
  const { handler } = await import(pathToFileURL(join(root, 'out/handlers/map/tile/index.mjs')).href);
  expect(handler(4)).toBe('sharp 4/');
});

test('does not load Node’s fetch, unless a handler uses it', async () => {
  await write({
    'lambdas/map/handlers/list.ts':
      "import { request } from 'node:http'; import * as path from 'path'; import { readFile } from 'fs/promises';" +
      'export const handler = () => [typeof request, typeof readFile, path.posix.sep];',
  });
  await bundleHandlers(root, join(root, 'out/handlers'));
  const url = pathToFileURL(join(root, 'out/handlers/map/list/index.mjs')).href;
  const look = `const { handler } = await import('${url}'); console.log(JSON.stringify([handler(), process.moduleLoadList]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', look]);
  const [answer, loaded] = JSON.parse(stdout) as [string[], string[]];
  expect(answer).toEqual(['function', 'function', '/']);
  expect(loaded).toContain('NativeModule http');
  expect(loaded.filter((name) => name.includes('undici'))).toEqual([]);
});

test('a bundle above the limit is refused with what weighs most in it', () => {
  const outputs = {
    'map/tile/index.mjs': {
      bytes: 3000,
      inputs: { 'small.ts': { bytesInOutput: 900 }, 'large.ts': { bytesInOutput: 2100 } },
      imports: [],
      exports: [],
    },
  };
  expect(() => checkBundleSizes(outputs, 3000)).not.toThrow();
  expect(() => checkBundleSizes(outputs, 2999)).toThrow(/index\.mjs.*2 kB large\.ts.*1 kB small\.ts/s);
});

test('the layer holds a package with what it needs, at the same places, and without what is not installed', async () => {
  await write({
    'node_modules/sharp/package.json':
      '{"dependencies":{"semver":"7"},"optionalDependencies":{"@img/here":"1","@img/elsewhere":"1"}}',
    'node_modules/sharp/lib/index.js': '1',
    'node_modules/sharp/node_modules/semver/package.json': '{}',
    'node_modules/semver/package.json': '{"version":"6"}',
    'node_modules/@img/here/package.json': '{"dependencies":{"@img/libvips":"1"}}',
    'node_modules/@img/libvips/package.json': '{}',
    'node_modules/unrelated/package.json': '{}',
  });
  await copyWithDependencies(root, 'sharp', join(root, 'layer'));

  const copied = (await readdir(join(root, 'layer'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, 'layer/nodejs/node_modules/').length));
  expect(copied.sort()).toEqual([
    '@img/here/package.json',
    '@img/libvips/package.json',
    'sharp/lib/index.js',
    'sharp/node_modules/semver/package.json',
    'sharp/package.json',
  ]);
});

test('a dependency that should be there and is not is named with the remedy', async () => {
  await write({ 'node_modules/sharp/package.json': '{"dependencies":{"semver":"7"}}' });
  await expect(copyWithDependencies(root, 'sharp', join(root, 'layer'))).rejects.toThrow(/semver.*npm ci/);
});
