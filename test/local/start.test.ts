/** `npm start` that cannot start: a sentence, the promised exit code, and an end when it is told to. */
import { join } from 'node:path';
import { expect, type TestContext, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { startProgram, startProgramWith } from '../support/program.ts';

async function newFolder({ onTestFinished }: TestContext): Promise<string> {
  const folder = await temporaryFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}

const START = ['--no-open', '--empty'];

test.concurrent.for([
  ['--data', 'package.json', '--data .*package.json cannot be used'],
  ['--host', '192.0.2.1', '--host 192.0.2.1 is no address of this machine'],
  ['--port', 'http', '--port must be a whole number'],
] as const)('%s %s: wrong usage, exit code 2', async ([option, value, sentence], context) => {
  const folder = option === '--data' ? [] : ['--data', join(await newFolder(context), 'state')];
  const program = startProgram('local/start.ts', ...START, ...folder, option, value);
  expect(await program.ended).toBe(2);
  expect(program.output()).toMatch(new RegExp(`^${sentence}[^\n]*\n$`));
});

/** Makes the first look into the data folder take for ever, as a disk that does not answer does. */
const HANGING =
  'data:text/javascript,import fs from "node:fs/promises"; import { syncBuiltinESMExports } from "node:module";' +
  'fs.readdir = () => { console.log("hangs"); setInterval(() => {}, 1000); return new Promise(() => {}); };' +
  'syncBuiltinESMExports();';

test.concurrent.for([
  ['npm start', 'SIGINT', 'local/start.ts', START],
  ['npm start', 'SIGTERM', 'local/start.ts', START],
  ['npm run twin', 'SIGTERM', 'local/bare.ts', ['--bare']],
] as const)('%s that hangs before it is up ends on one %s', async ([_, signal, file, options], context) => {
  const env = { NODE_OPTIONS: `--import "${HANGING.replaceAll('"', '\\"')}"` };
  const program = startProgramWith(env, file, ...options, '--data', join(await newFolder(context), 'state'));
  await program.printed(/hangs/);
  program.process.kill(signal);
  expect(await program.ended).toBe(0);
});
