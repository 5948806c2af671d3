import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ApiError } from '../../client/api-error.ts';
import { retry } from '../../client/retry.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import { tileExtension, tileKey } from '../../lambdas/map/tile-paths.ts';
import type { Command, Context } from '../command.ts';
import { CommandError, EXIT, inputError } from '../command-error.ts';
import { ExportDocument } from '../documents.ts';
import { storedTiles } from '../exporting/tile-names.ts';
import { findBuild } from '../find-map.ts';
import { makeFolder } from '../make-folder.ts';
import { createProgress } from '../progress.ts';

const PARALLEL_DOWNLOADS = 8;

export const mapExport: Command = {
  name: 'map export',
  summary: 'writes a folder that any static server can serve: tiles, viewer, licence note',
  about: [
    'map.json, tiles/z/x/y.webp, index.html (the viewer) and LICENCE.txt. map.json comes last: a folder with it is whole.',
    'Whoever has the folder sees the map: one of a private map is for you to keep.',
    'All addresses are relative: it opens under any path, also on GitHub Pages (there is a .nojekyll for it).',
  ],
  operands: ['MAP[@BUILD]', 'DIR'],
  options: {},
  examples: [
    ['what is published', 'tessera map export "My city" public/city'],
    ['an earlier build', 'tessera map export my-city-3k9f2a@01JD4Q8ZJ5T4Y0M3N2B1A0X9W8 public/city-before'],
  ],
  exits: { 3: 'there is no such map or build, or DIR is not empty or cannot be written to' },
  next: [['npx serve DIR', 'looks at it on this machine']],
  document: ExportDocument,
  run,
};

async function run(context: Context): Promise<undefined> {
  const { operands, api, output, signal, env } = context;
  const directory = operands[1]!;
  await refuseFull(directory);
  const { map, build } = await findBuild(api, operands[0]!);
  const published = await api.buildMapJson(map.map, build).catch(missing(unpublished(map.map, build)));
  const viewer = await api.file('/export/index.html');
  const names = storedTiles(published);
  // Before anything is downloaded for a place that cannot take it.
  await makeFolder(directory).catch(refuseUnwritable(directory));
  const progress = createProgress(output.progress, env);
  const extension = tileExtension(published.format);
  const tiles = { bytes: 0, done: 0 };
  await inParallel(names, PARALLEL_DOWNLOADS, async (name) => {
    signal.throwIfAborted();
    const tile = await retry({ signal }, () => api.file(`/${tileKey(map.map, build, name, published.format)}`)).catch(
      missing(lacksTile(name)),
    );
    await writeNew(join(directory, 'tiles', `${name}.${extension}`), tile);
    tiles.bytes += tile.length;
    progress.show([{ name: 'tiles', done: ++tiles.done, total: names.length }]);
  });
  progress.end();
  await writeNew(join(directory, 'index.html'), viewer);
  await writeNew(join(directory, 'LICENCE.txt'), licenceNote(published));
  // GitHub Pages then serves the files as they are, and does not run thousands of tiles through Jekyll first.
  await writeNew(join(directory, '.nojekyll'), '');
  // Last, so that a folder with a map.json is a whole export.
  await writeNew(join(directory, 'map.json'), `${JSON.stringify(published, null, 2)}\n`);
  output.result({ map: map.map, build, directory, tiles: tiles.done, bytes: tiles.bytes }, () => [
    `${tiles.done} tiles of ${map.name} (${(tiles.bytes / 1e6).toFixed(1)} MB) are in ${directory}. Any static server can ` +
      `serve it, for example: npx serve ${directory}`,
  ]);
  return undefined;
}

async function refuseFull(directory: string) {
  const entries = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw inputError(`${directory} cannot be written to (${error.code}). Name a new or empty folder.`);
  });
  if (entries.length) throw inputError(`${directory} is not empty. Name a new or empty folder.`);
}

async function writeNew(file: string, content: string | Uint8Array) {
  try {
    await makeFolder(dirname(file));
    await writeFile(file, content);
  } catch (error) {
    refuseUnwritable(file)(error);
  }
}

const refuseUnwritable = (path: string) => (error: unknown) => {
  const { code, syscall } = error as NodeJS.ErrnoException;
  // Only the file system's own errors are about the path; ENOTDIR of a file in the way has no call.
  if (syscall === undefined && code !== 'ENOTDIR') throw error;
  throw inputError(`${path} cannot be written to (${code}). Name a new or empty folder where there is room.`);
};

/** The store answers 404 or 403 for what is not there. */
const missing = (instead: CommandError) => (error: unknown) => {
  throw error instanceof ApiError && (error.status === 404 || error.status === 403) ? instead : error;
};

const unpublished = (map: string, build: string) =>
  inputError(
    `Build ${build} was never published, or its tiles were removed when newer builds took its place, so it cannot be exported. See \`tessera map show ${map}\`.`,
  );

const lacksTile = (name: string) =>
  new CommandError(EXIT.unexpected, `The published map lacks its tile ${name}. Build the map again.`);

const licenceNote = ({ name, attribution, madeAt }: MapJson) =>
  [
    `${name}, made at ${madeAt} with Tessera.`,
    '',
    attribution
      ? `The pictures: ${attribution}`
      : 'The pictures show a game: its publisher holds rights in them. State its name and terms here before you publish.',
    'The viewer in index.html contains Leaflet (BSD-2-Clause, https://leafletjs.com).',
    '',
  ].join('\n');
