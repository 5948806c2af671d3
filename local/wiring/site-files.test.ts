import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isDeployed, siteFiles } from './site-files.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'site-'));
  await mkdir(join(root, 'site/assets'), { recursive: true });
  await mkdir(join(root, 'data'));
  await writeFile(join(root, 'site/index.html'), 'page <<marker:0>>');
  await writeFile(join(root, 'site/assets/app-1.js'), 'code');
  await writeFile(join(root, 'data/config.json'), '{"issuer":"<<marker:0>>"}');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const texts = (files: Map<string, Buffer>) =>
  Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.toString()]));

test('markers are replaced in their own source only, as JSON where it says so', async () => {
  const deployment = {
    SourceObjectKeys: ['a.zip', 'b.zip'],
    SourceMarkers: [{}, { '<<marker:0>>': 'http://127.0.0.1/"ü$&"' }],
    SourceMarkersConfig: [{}, { jsonEscape: true }],
    DestinationBucketName: 'web',
    Exclude: ['assets/*'],
  };
  const files = texts(await siteFiles(deployment, [join(root, 'site'), join(root, 'data')]));
  expect(Object.keys(files).sort()).toEqual(['config.json', 'index.html']);
  expect(files['index.html']).toBe('page <<marker:0>>');
  expect(JSON.parse(files['config.json']!)).toEqual({ issuer: 'http://127.0.0.1/"ü$&"' });
});

test.each([
  ['assets/app.js', { Exclude: ['*'], Include: ['assets/*'] }, true],
  ['assets/deep/app.js', { Exclude: ['*'], Include: ['assets/*'] }, true],
  ['index.html', { Exclude: ['*'], Include: ['assets/*'] }, false],
  ['index.html', { Exclude: ['*.txt', 'index.htm?'] }, false],
  ['a+b.html', { Exclude: ['a+b.html'] }, false],
  ['index.html', {}, true],
])('%s with %j', (name, filters, expected) => {
  expect(isDeployed(name, filters)).toBe(expected);
});
