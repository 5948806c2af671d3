import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectShots } from './collect.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shots-'));
});
afterEach(() => rm(directory, { recursive: true }));

const picture = (width: number, type: 'png' | 'jpeg' | 'webp') =>
  sharp({
    create: { width, height: 8, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  })
    [type]()
    .toBuffer();
const add = async (name: string, content: Buffer | string) => writeFile(join(directory, name), content);
const collect = (more: object = {}) => collectShots(directory, { step: [10, 10], ...more }, () => {});

test('pictures by content, whatever their names; other files are left out', async () => {
  await add('r0_c0.png', await picture(16, 'png'));
  await add('r0_c1', await picture(16, 'jpeg'));
  await add('r1_c0.dat', await picture(16, 'webp'));
  await add('notes.txt', 'not a picture');
  const shots = await collect();
  expect(shots.map(({ type, row, col, width }) => [type, row, col, width])).toEqual([
    ['image/png', 0, 0, 16],
    ['image/jpeg', 0, 1, 16],
    ['image/webp', 1, 0, 16],
  ]);
  expect(shots[0]!.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('every broken file is named with its remedy', async () => {
  const whole = await picture(64, 'png');
  await add('r0_c0.png', whole);
  await add('r0_c1.png', whole.subarray(0, whole.length / 2));
  await add('r0_c2.png', '');
  await add('r0_c3.png', '<html>');
  const error = await collect().catch((refused) => refused);
  expect(error.exitCode).toBe(3);
  expect(error.message).toMatch(/cannot become a map yet; nothing was uploaded:/);
  expect(error.message).toMatch(/r0_c1\.png: cannot be decoded .*Capture it again/);
  expect(error.message).toMatch(/r0_c2\.png: is empty/);
  expect(error.message).toMatch(/r0_c3\.png: is no PNG, JPEG or WebP/);
});

test('one missing, one cut off, one of another size and one that is no picture are all named at once', async () => {
  const positions = join(directory, 'positions.json');
  const entries = [0, 1, 2, 3, 4, 5].map((i) => ({ file: `${i}.png`, nominal: [10 * i, 0] }));
  await add('positions.json', JSON.stringify(entries));
  for (const i of [0, 5]) await add(`${i}.png`, await picture(64, 'png'));
  const whole = await picture(64, 'png');
  await add('2.png', whole.subarray(0, whole.length - 20));
  await add('3.png', await picture(32, 'png'));
  await add('4.png', 'hello');
  const error = await collect({ positions }).catch((refused) => refused);
  expect(error.exitCode).toBe(3);
  expect(error.message.split('\n').slice(1)).toEqual([
    expect.stringMatching(/1\.png: listed in the positions, but missing\. Add it/),
    expect.stringMatching(/2\.png: cannot be decoded .*Capture it again/),
    expect.stringMatching(/4\.png: is no PNG, JPEG or WebP picture\. Convert it/),
    expect.stringMatching(/3\.png: has 32x8, most have 64x8\. Capture it again/),
  ]);
});

test('a shot that is missing between others is named, unless holes are wanted or no names place them', async () => {
  for (const col of [0, 1, 3]) await add(`r00_c0${col}.png`, await picture(16, 'png'));
  const error = await collect().catch((refused) => refused);
  expect(error.exitCode).toBe(3);
  expect(error.message).toMatch(/\n {2}r00_c02\.png: missing .*Capture it, .*--allow-holes\.$/);
  expect(await collect({ allowHoles: true })).toHaveLength(3);
  expect(await collect({ columns: 3 })).toHaveLength(3);
});

test('the odd one out in size is named', async () => {
  for (const [i, width] of [16, 16, 24].entries()) await add(`r0_c${i}.png`, await picture(width, 'png'));
  await expect(collect()).rejects.toThrow(/ {2}r0_c2\.png: has 24x8, most have 16x8/);
});

test('a list of positions that does not fit the folder, or is none', async () => {
  await add('a.png', await picture(16, 'png'));
  const positions = join(directory, 'positions.json');
  await add('positions.json', JSON.stringify([{ file: 'b.png', nominal: [0, 0] }]));
  await expect(collect({ positions })).rejects.toThrow(/b\.png: listed .*missing[\s\S]*a\.png: not in the positions/);
  await add('positions.json', '{}');
  await expect(collect({ positions })).rejects.toThrow(/not of the form/);
});

test('no folder, and no pictures', async () => {
  await expect(collectShots(join(directory, 'gone'), { step: [1, 1] }, () => {})).rejects.toThrow(/does not exist/);
  await expect(collect()).rejects.toThrow(/holds no PNG/);
});

const odd = async (ending: string) => {
  await symlink('nowhere', join(directory, `link${ending}`));
  await mkdir(join(directory, 'inner'), { recursive: true });
  await symlink('inner', join(directory, `folder${ending}`));
  await symlink(`loop${ending}`, join(directory, `loop${ending}`));
  execFileSync('mkfifo', [join(directory, `pipe${ending}`)]);
  await mkdir(join(directory, `real${ending}`));
  await writeFile(
    Buffer.concat([Buffer.from(join(directory, 'byte-')), Buffer.from([0xff]), Buffer.from(ending)]),
    'x',
  );
};

test('what is no ordinary file is named when it is called like a picture, and left out otherwise', async () => {
  await add('a.png', await picture(16, 'png'));
  await odd('.txt');
  const socket = createServer().listen(join(directory, 'socket.txt'));
  try {
    expect(await collect({ columns: 9 })).toHaveLength(1);
  } finally {
    socket.close();
  }
  await odd('.png');
  const error = await collect({ columns: 9 }).catch((refused) => refused);
  expect(error.exitCode).toBe(3);
  expect(error.message.split('\n').slice(1)).toEqual([
    expect.stringMatching(/byte-\ufffd\.png: its name is not UTF-8, or holds U\+FFFD\. Rename it\.$/),
    expect.stringMatching(/folder\.png: is a folder\. .*take it out/),
    expect.stringMatching(/link\.png: is a link that leads to no file \(ENOENT\)\. Repair it/),
    expect.stringMatching(/loop\.png: is a link that leads to no file \(ELOOP\)\. Repair it/),
    expect.stringMatching(/pipe\.png: is no ordinary file\. .*take it out/),
    expect.stringMatching(/real\.png: is a folder\. .*take it out/),
  ]);
});
