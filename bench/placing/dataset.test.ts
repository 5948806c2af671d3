import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WrongInput } from '../wrong-input.ts';
import { readDataset } from './dataset.ts';

const SAMPLE = resolve(import.meta.dirname, '../../examples/openttd');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-dataset-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('reads the sample city with its truth', async () => {
  const { shots } = await readDataset(join(SAMPLE, 'dataset.json'));
  expect(shots).toHaveLength(48);
  expect(shots.filter(({ solvable }) => !solvable)).toMatchObject([{ name: 'r00_c05.webp' }]);
});

it('says in one sentence that a list has no truth', async () => {
  const read = readDataset(join(SAMPLE, 'positions.json'));
  await expect(read).rejects.toBeInstanceOf(WrongInput);
  await expect(read).rejects.toThrow(
    /^\S+positions\.json does not say where its captures truly lie.*dataset\.json does\.$/,
  );
});

it.each([
  ['no JSON', 'x', /cannot be read as JSON/],
  ['a list', '[]', /wrong is all of it/],
  ['no captures', '{"captures": []}', /wrong is captures:/],
  ['a file without a name', '{"captures": [{"row": 0}]}', /wrong is captures\.0\.file/],
])('names what is wrong: %s', async (_, json, message) => {
  const file = join(folder, 'wrong.json');
  await writeFile(file, json);
  await expect(readDataset(file)).rejects.toThrow(message);
});
