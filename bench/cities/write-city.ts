/** `npm run bench -- city --case NAME --out DIR`: a generated city as a folder that `tessera map create` takes. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Options, Result } from '../bench.ts';
import { WrongInput } from '../wrong-input.ts';
import { CASES, type CaseName, isCase } from './cases.ts';
import { encodeShot, endingOf } from './encode-shot.ts';
import { makeCity } from './make-city.ts';

export async function benchCity({ case: name, out, seed, progress }: Options): Promise<Result> {
  if (!name || !isCase(name) || !out) {
    throw new WrongInput(
      `Say which city, and where to: --case NAME --out DIR. NAME is one of ${Object.keys(CASES).join(', ')}.`,
    );
  }
  const started = performance.now();
  const city = await writeCity(name, seed, out);
  progress(`Now: npm run tessera -- map create ${out} --positions ${join(out, 'dataset.json')} --wait`);
  const solvable = city.shots.filter((shot) => shot.solvable).length;
  return {
    rows: [{ name, shots: city.shots.length, solvable, s: (performance.now() - started) / 1000 }],
    ratios: [],
    skipped: [],
  };
}

/**
 * Pictures, and `dataset.json` with the plan and the truth.
 * @param shot their size, px: as large as a real game's if not given
 */
export async function writeCity(name: CaseName, seed: number, out: string, shot: [number, number] = [1280, 1024]) {
  const { file: kind, about } = CASES[name];
  const city = makeCity({ case: name, seed, shot });
  const [width, height] = shot;
  await mkdir(out, { recursive: true });
  const captures = [];
  for (const { name: called, row, col, nominal, true: at, pixels, solvable } of city.shots) {
    const file = `${called}.${endingOf(kind)}`;
    await writeFile(join(out, file), await encodeShot(pixels, kind));
    captures.push({ file, row, col, nominal, true: at, ...(solvable ? {} : { ambiguous: true }) });
  }
  const dataset = { about: `${name}, seed ${seed}: ${about}`, capture: { width, height }, boxes: city.boxes, captures };
  await writeFile(join(out, 'dataset.json'), `${JSON.stringify(dataset, null, 1)}\n`);
  return city;
}
