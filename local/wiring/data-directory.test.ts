import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canMountDisks, mountDisk } from '../small-disk.fixture.ts';
import { DataDirectoryError, takeDataDirectory } from './data-directory.ts';
import { UsageError } from './options.ts';

let parent: string;
let path: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'data-'));
  path = join(parent, 'state');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test('it is the first start until one has said that it is done', async () => {
  const first = await takeDataDirectory(path);
  await first.release();
  const second = await takeDataDirectory(path);
  expect([first.isFirstStart, second.isFirstStart]).toEqual([true, true]);
  await second.markStarted();
  await second.release();
  expect((await takeDataDirectory(path)).isFirstStart).toBe(false);
});

test('is refused while a process that lives holds it', async () => {
  await takeDataDirectory(path);
  await expect(takeDataDirectory(path)).rejects.toThrow(`already running on ${path} (process ${process.pid})`);
});

// What earlier versions and killed starts leave: the id may belong to anybody by now, here to the test itself.
test.each([
  ['a dead process', String(2 ** 22)],
  ['a process that has been given the id since', String(process.pid)],
  ['nobody', ''],
])('is taken over from %s', async (_, owner) => {
  await (await takeDataDirectory(path)).release();
  await writeFile(join(path, 'running.pid'), owner);
  await expect(takeDataDirectory(path)).resolves.toMatchObject({ path });
});

test('of starts at the same moment on what a killed one left, one wins', async () => {
  await (await takeDataDirectory(path)).release();
  await writeFile(join(path, 'running.pid'), String(2 ** 22));
  const at = Date.now() + 1500;
  const answers = await Promise.all(Array.from({ length: 5 }, () => startAt(at)));
  expect(answers.toSorted()).toEqual(['refused', 'refused', 'refused', 'refused', 'taken']);
});

/** A process that takes the folder at a given time and is killed without a chance to give it back. */
async function startAt(time: number): Promise<string> {
  const script = `
    const { takeDataDirectory } = await import(${JSON.stringify(new URL('./data-directory.ts', import.meta.url).href)});
    while (Date.now() < ${time});
    const answer = await takeDataDirectory(${JSON.stringify(path)}).then(() => 'taken', () => 'refused');
    process.stdout.write(answer);
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1500);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (await child.stdout.setEncoding('utf8').toArray()).join('');
}

test('reset deletes the state of an earlier start', async () => {
  const before = await takeDataDirectory(path);
  await before.markStarted();
  await before.release();
  await writeFile(join(path, 'table'), 'rows');
  const again = await takeDataDirectory(path, { reset: true });
  expect(again.isFirstStart).toBe(true);
  expect(await readdir(path)).not.toContain('table');
});

test('a reset that was cut short is gone on with', async () => {
  const before = await takeDataDirectory(path);
  await before.markStarted();
  await before.release();
  await writeFile(join(path, 'table'), 'rows');
  await writeFile(join(path, 'resetting'), '');
  const again = await takeDataDirectory(path);
  expect(again.isFirstStart).toBe(true);
  expect((await readdir(path)).toSorted()).toEqual(['lock', 'running.pid', 'tessera-state']);
});

test.each([
  ['a file', async () => writeFile(path, 'text').then(() => path)],
  ['below a file', async () => writeFile(path, 'text').then(() => join(path, 'state'))],
  ['where no folder can be', async () => (process.platform === 'linux' ? '/proc/tessera/state' : join(path, '\0'))],
])('%s is wrong usage', async (_, made) => {
  const wrong = await made();
  const taken = takeDataDirectory(wrong);
  await expect(taken).rejects.toThrow(UsageError);
  await expect(taken).rejects.toThrow(/^--data .* cannot be used/);
});

// Root may write everywhere.
test.skipIf(process.getuid?.() === 0)('a folder that may not be written is wrong usage', async () => {
  await mkdir(path, { mode: 0o500 });
  await expect(takeDataDirectory(path)).rejects.toThrow(UsageError);
});

test('a folder with other things in it is neither used nor emptied', async () => {
  await writeFile(join(parent, 'holiday.jpg'), 'picture');
  await expect(takeDataDirectory(parent, { reset: true })).rejects.toThrow('holds other files');
  expect(await readdir(parent)).toEqual(['holiday.jpg']);
});

test('the platform and bare services do not share one', async () => {
  await (await takeDataDirectory(path, { purpose: 'bare' })).release();
  await expect(takeDataDirectory(path)).rejects.toThrow(
    `${path} holds the state of \`npm run twin -- --bare\`: choose another folder with --data.`,
  );
  await (await takeDataDirectory(path, { purpose: 'bare' })).release();
});

test.skipIf(!canMountDisks)(
  'a full disk is named, and a reset may empty it (needs the right to mount one)',
  async () => {
    await mkdir(path);
    const unmount = mountDisk(path, '4m');
    try {
      await (await takeDataDirectory(path)).release();
      await writeFile(join(path, 'rows'), Buffer.alloc(8e6)).catch(() => {});
      const taken = takeDataDirectory(path);
      await expect(taken).rejects.toThrow(DataDirectoryError);
      await expect(taken).rejects.toThrow(
        new RegExp(`^The disk of ${path} is full .*make room on it, or choose a folder on another disk with --data.$`),
      );
      await (await takeDataDirectory(path, { reset: true })).release();
    } finally {
      unmount();
    }
  },
);
