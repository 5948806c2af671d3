/** Shots with their plan and their truth: a folder of pictures with `dataset.json`, or a generated city. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { sharpPictures } from '../../lambdas/map/adapters/sharp-pictures.ts';
import type { XY } from '../../lambdas/map/placement.ts';
import type { SizedShot } from '../../lambdas/map/workflow.ts';
import { CASES, type CaseName } from '../cities/cases.ts';
import { encodeShot } from '../cities/encode-shot.ts';
import { makeCity } from '../cities/make-city.ts';
import { WrongInput } from '../wrong-input.ts';

/** `solvable`: whether its place can be known at all. */
export type KnownShot = SizedShot & { true: XY; solvable: boolean };
/** `bytes` of a shot by its key. */
export type KnownSet = { shots: KnownShot[]; bytes(key: string): Promise<Uint8Array> };

const Place = z.tuple([z.number(), z.number()]);
const Dataset = z.object({
  captures: z
    .array(
      z.object({
        file: z.string(),
        row: z.int(),
        col: z.int(),
        nominal: Place,
        true: Place,
        ambiguous: z.boolean().nullish(),
      }),
    )
    .min(1),
});

/** @throws WrongInput when the file has no plan with its truth */
export async function readDataset(positions: string, folder = dirname(positions)): Promise<KnownSet> {
  const parsed = Dataset.safeParse(await jsonOf(positions));
  if (!parsed.success) throw new WrongInput(notKnown(positions, parsed.error));
  const { captures } = parsed.data;
  const bytes = (key: string) => readFile(join(folder, key));
  const size = await sharpPictures.measure(await bytes(captures[0]!.file));
  const shots = captures.map(
    ({ file, row, col, nominal, true: at, ambiguous }): KnownShot => ({
      ...{ id: file, key: file, name: file, row, col, nominal, true: at, solvable: !ambiguous },
      ...size,
    }),
  );
  return { shots, bytes };
}

async function jsonOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new WrongInput(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}

function notKnown(file: string, { issues }: z.ZodError): string {
  const form = '{"captures": [{"file", "row", "col", "nominal": [x, y], "true": [x, y]}]}';
  if (issues.every(({ path }) => path[2] === 'true')) {
    return `${file} does not say where its captures truly lie, so nothing can be judged: give each a "true": [x, y], as examples/openttd/dataset.json does.`;
  }
  return `${file} has to hold ${form}; wrong is ${issues[0]!.path.join('.') || 'all of it'}: ${issues[0]!.message}`;
}

/** A generated city, its shots in files of the kind that its case says. */
export async function generatedSet(name: CaseName, seed: number, shot?: [number, number]): Promise<KnownSet> {
  const city = makeCity({ case: name, seed, ...(shot && { shot }) });
  const files = new Map<string, Uint8Array>();
  for (const { name: key, pixels } of city.shots) files.set(key, await encodeShot(pixels, CASES[name].file));
  const shots = city.shots.map(({ name: id, row, col, nominal, true: at, solvable, pixels }): KnownShot => {
    const { width, height } = pixels;
    return { id, key: id, name: id, row, col, nominal, true: at, solvable, width, height };
  });
  // A copy, as from a bucket: who reads it may give its memory away.
  return { shots, bytes: async (key) => new Uint8Array(files.get(key)!) };
}
