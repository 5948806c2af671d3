/** Finds, places and checks every shot of a folder, before anything is uploaded. */
import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { type Order, type Placed, type Placement, placeByNames, placeByOrder } from '../../client/grid.ts';
import { holesOf } from '../../client/holes.ts';
import { placeByPositions, readPositions } from '../../client/positions.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import { ShotName } from '../../lambdas/map/field-schemas.ts';
import { namesFit } from '../../lambdas/map/job-shot-schemas.ts';
import { SHOTS_PER_JOB } from '../../lib/limits.ts';
import { filesError, inputError } from '../command-error.ts';
import { inspectPicture, isPicture, type Picture } from './picture.ts';

export type PlacedShot = Placed & Picture & { path: string };
export type Placing = {
  step: [number, number];
  columns?: number;
  order?: Order;
  positions?: string;
  allowHoles?: boolean;
};

const PICTURE_NAMES = new Set(['.png', '.jpg', '.jpeg', '.webp']);

/**
 * Throws an input error that names every file that is wrong: not there, not to be placed, not readable to its last pixel, of
 * another size than most. `onChecked` counts checked files.
 */
export async function collectShots(
  directory: string,
  placing: Placing,
  onChecked: (done: number, total: number) => void,
): Promise<PlacedShot[]> {
  const files = new Set(await findPictures(directory));
  const { placed, problems } = await place([...files], placing);
  if (placed.length === 0 && problems.length === 0)
    throw inputError(`${directory} holds no PNG, JPEG or WebP pictures.`);
  if (placed.length > SHOTS_PER_JOB) {
    throw inputError(
      `${directory} holds ${placed.length} shots, and ${SHOTS_PER_JOB} is the most. Make several maps of it.`,
    );
  }
  if (!namesFit(placed.map(({ file }) => file)))
    throw inputError(`The names in ${directory} are too long together. Shorten them, or make several maps of it.`);
  const there = placed.filter(({ file }) => files.has(file) && !isWrongName(file));
  let done = 0;
  // Decoding uses libvips' own threads; more than four pictures at once only cost memory (up to 270 MB each).
  const checked = await inParallel(there, Math.min(4, availableParallelism()), async (shot) => {
    const path = join(directory, shot.file);
    const picture = await inspectPicture(path);
    onChecked(++done, there.length);
    return { ...shot, path, picture };
  });
  const lines = checked.flatMap(({ file, picture }) => (typeof picture === 'string' ? [`${file}: ${picture}`] : []));
  const shots = checked.flatMap(({ picture, ...shot }) =>
    typeof picture === 'string' ? [] : [{ ...shot, ...picture }],
  );
  const wrong = [...problems, ...wrongNames([...files]), ...missing(placed, placing), ...lines, ...otherSizes(shots)];
  if (wrong.length > 0) throw filesError(`${directory} cannot become a map yet; nothing was uploaded:`, wrong);
  return shots;
}

/** Pictures by content, and files that are only named like one: those are told, not skipped. */
async function findPictures(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw inputError(`${directory} ${why}. Name the folder that holds the screenshots.`);
  });
  const isNamedSo = (file: string) => PICTURE_NAMES.has(extname(file).toLowerCase());
  const files = entries
    .filter((entry) => !entry.name.startsWith('.') && (!entry.isDirectory() || isNamedSo(entry.name)))
    .map(({ name }) => name);
  const found = await inParallel(files.sort(), 16, async (file) =>
    isNamedSo(file) || (await isPicture(join(directory, file))) ? [file] : [],
  );
  return found.flat();
}

async function place(files: string[], placing: Placing): Promise<Placement> {
  const { step, columns, order, positions } = placing;
  if (positions === undefined) {
    return columns === undefined ? placeByNames(files, step) : placeByOrder(files, columns, order ?? 'names', step);
  }
  const text = await readFile(positions, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw inputError(`${positions} cannot be read (${error.code}). Name the file with the positions.`);
  });
  const entries = readPositions(text);
  if (typeof entries === 'string') throw inputError(`${positions} ${entries}.`);
  return placeByPositions(entries, files);
}

/** Names that the platform would refuse once everything is uploaded. */
const isWrongName = (file: string) => !ShotName.safeParse(file).success;

function wrongNames(files: string[]): string[] {
  return files.filter(isWrongName).map((file) => {
    // It stands for bytes that are no UTF-8: the file itself has another name.
    if (file.includes('\ufffd')) return `${file}: its name is not UTF-8, or holds U+FFFD. Rename it.`;
    return `${file}: no shot may have this name. Rename it: plain text that can be seen.`;
  });
}

/** Shots that are not there, though those around them are: only names tell. */
function missing(placed: Placed[], { columns, positions, allowHoles }: Placing): string[] {
  if (columns !== undefined || positions !== undefined || allowHoles) return [];
  const remedy = 'missing between the other shots. Capture it, or let the map have holes: --allow-holes.';
  return holesOf(placed).inside.map((name) => `${name}: ${remedy}`);
}

/** A job's shots have one size: the one that most of them have. */
function otherSizes(shots: PlacedShot[]): string[] {
  const sizes = [...Map.groupBy(shots, ({ width, height }) => `${width}x${height}`)];
  const usual = sizes.sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
  const others = sizes.filter(([size]) => size !== usual).flatMap(([, all]) => all);
  return others.map(
    ({ file, width, height }) => `${file}: has ${width}x${height}, most have ${usual}. Capture it again.`,
  );
}
