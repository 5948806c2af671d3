/** What functions get whose answers somebody waits for: further processes, and their turn before others. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFunctions, type Functions } from './functions.ts';

/** A call waits until so many processes are at it together; what comes after them is done by these. */
const HANDLER = `
import { readdirSync, writeFileSync } from 'node:fs';
export const handler = async ({ place, together }) => {
  writeFileSync(place + '/' + process.pid, '');
  while (readdirSync(place).length < together) await new Promise((resolve) => setTimeout(resolve, 20));
  return process.pid;
};`;

let directory: string;
let functions: Functions;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lambda-'));
  await writeFile(join(directory, 'index.mjs'), HANDLER);
  functions = createFunctions({ workers: 1, runtimeEnvironment: {}, report: () => {} });
});
afterAll(async () => {
  await functions.close();
  await rm(directory, { recursive: true });
});

type Changes = { awaited?: boolean; reservedConcurrency?: number };
async function call(name: string, { calls, together }: { calls: number; together: number }, changes: Changes) {
  await functions.ensure({
    ...{ name, handler: 'index.handler', codeDirectory: directory, layerDirectories: [] },
    ...{ timeoutSeconds: 60, memoryMb: 512, environment: {}, accessKey: { id: 'AKIDTEST', secret: 'secret' } },
    ...changes,
  });
  const place = await mkdtemp(join(directory, 'meeting-'));
  const pids = await Promise.all(Array.from({ length: calls }, () => functions.invoke(name, { place, together })));
  return { pid: pids[0] as number, processes: (await readdir(place)).length };
}

test('further processes begin while calls wait, twice as many at most', async () => {
  const processes = async (...parameters: Parameters<typeof call>) => (await call(...parameters)).processes;
  expect(await processes('open', { calls: 4, together: 2 }, { awaited: true })).toBe(2);
  const reserved = { awaited: true, reservedConcurrency: 1 };
  expect(await processes('reserved', { calls: 3, together: 1 }, reserved)).toBe(1);
  expect(await processes('work', { calls: 3, together: 1 }, { awaited: false })).toBe(1);
});

test('functions give way to the services, and those that nobody waits for to the others', async () => {
  const priority = async (name: string, changes: Changes) =>
    getPriority((await call(name, { calls: 1, together: 1 }, changes)).pid);
  // Where the tests themselves have the lowest priority of all, there is none below.
  const below = (steps: number) => Math.min(constants.priority.PRIORITY_LOW, getPriority() + steps);
  expect(await priority('of-a-folder', {})).toBe(below(0));
  expect(await priority('answering', { awaited: true })).toBe(below(5));
  expect(await priority('behind', { awaited: false })).toBe(below(10));
});
