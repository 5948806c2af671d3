/** `npm start` that cannot start: a sentence, the promised exit code, and an end when it is told to. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../support/platform.ts';

const root = resolve(import.meta.dirname, '../..');
let directory: string;
beforeEach(async () => {
  directory = await temporaryFolder();
});
afterEach(() => removeFolder(directory));

const start = (file: string, options: string[], env: Record<string, string> = {}) =>
  spawn(process.execPath, ['scripts/node24.mjs', file, ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
const START = ['--no-open', '--empty'];

test.each([
  ['--data', 'package.json', '--data .*package.json cannot be used'],
  ['--host', '192.0.2.1', '--host 192.0.2.1 is no address of this machine'],
  ['--port', 'http', '--port must be a whole number'],
])('%s %s: wrong usage, exit code 2', async (option, value, sentence) => {
  const folder = option === '--data' ? [] : ['--data', join(directory, 'state')];
  const child = start('local/start.ts', [...START, ...folder, option, value]);
  const words = child.stderr.setEncoding('utf8').toArray();
  const [code] = await once(child, 'close');
  expect((await words).join('')).toMatch(new RegExp(`^${sentence}[^\n]*\n$`));
  expect(code).toBe(2);
});

/** Makes the first look into the data folder take for ever, as a disk that does not answer does. */
const HANGING =
  'data:text/javascript,import fs from "node:fs/promises"; import { syncBuiltinESMExports } from "node:module";' +
  'fs.readdir = () => { console.log("hangs"); setInterval(() => {}, 1000); return new Promise(() => {}); };' +
  'syncBuiltinESMExports();';

test.each([
  ['npm start', 'SIGINT', 'local/start.ts', START],
  ['npm start', 'SIGTERM', 'local/start.ts', START],
  ['npm run twin', 'SIGTERM', 'local/twin.ts', ['--bare']],
] as const)('%s that hangs before it is up ends on one %s', async (_, signal, file, options) => {
  const env = { NODE_OPTIONS: `--import "${HANGING.replaceAll('"', '\\"')}"` };
  const child = start(file, [...options, '--data', join(directory, 'state')], env);
  for await (const text of child.stdout.setEncoding('utf8')) if (String(text).includes('hangs')) break;
  child.kill(signal);
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});
