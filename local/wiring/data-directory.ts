/** The folder that holds the twin's state: whose it is, whether somebody uses it, and how it is emptied. */
import { constants } from 'node:fs';
import { access, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../cli/make-folder.ts';
import { checkRoomOnDisk } from '../room-on-disk.ts';
import { takeLock } from './data-lock.ts';
import { UsageError } from './options.ts';

const MARKER = 'tessera-state';
/** What the mark says, by what the folder is for: the two never share one. */
const MARKS = {
  platform: 'State of the local twin of Tessera. Delete this folder to start afresh.\n',
  bare: "State of the local twin's bare services. Delete this folder to start afresh.\n",
};
const LOCK = 'lock';
const OWNER = 'running.pid';
const STARTED = 'started';
const RESETTING = 'resetting';
/** What every start writes, and more: logs and manifests of the tables, keys, sites. */
const STARTING_BYTES = 1024 * 1024;

export type DataDirectory = {
  path: string;
  /** True until an earlier start has called `markStarted`. */
  isFirstStart: boolean;
  markStarted(): Promise<void>;
  /** Lets another start use it. */
  release(): Promise<void>;
};

type Options = { reset?: boolean; purpose?: keyof typeof MARKS };

/** Says no in one sentence that a person can act on. */
export class DataDirectoryError extends Error {}

/**
 * Takes the folder for this process; makes it when it is missing.
 * @param options.reset deletes what is in it first, but only where an earlier start has left its mark
 * @param options.purpose whether the whole platform (default) or bare services keep their state there
 * @throws DataDirectoryError when another process uses it, it holds something else, or its disk is full; UsageError when no folder can be there
 */
export async function takeDataDirectory(path: string, options: Options = {}): Promise<DataDirectory> {
  const undo: (() => Promise<void>)[] = [];
  try {
    return await take(path, options, undo);
  } catch (error) {
    for (const step of undo) await step();
    if (!isFullDisk(error)) throw error;
    throw new DataDirectoryError(
      `The disk of ${path} is full (${(error as Error).message}): make room on it, or choose a folder on another disk with --data.`,
    );
  }
}

async function take(path: string, options: Options, undo: (() => Promise<void>)[]): Promise<DataDirectory> {
  const before = await openFolder(path);
  if (before.length > 0 && !before.includes(MARKER)) {
    throw new DataDirectoryError(`${path} holds other files: choose an empty or a new folder with --data.`);
  }
  await mark(path, MARKS[options.purpose ?? 'platform']);
  const release = await lock(path);
  undo.push(release);
  const reset = options.reset === true || before.includes(RESETTING);
  if (reset) await empty(path, before);
  await checkRoomOnDisk(path, STARTING_BYTES);
  return {
    path,
    isFirstStart: reset || !before.includes(STARTED),
    markStarted: () => writeFile(join(path, STARTED), ''),
    release,
  };
}

const isFullDisk = (error: unknown) => ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

async function mark(path: string, text: string): Promise<void> {
  const file = join(path, MARKER);
  const other = Object.values(MARKS).find((each) => each !== text);
  const found = await readFile(file, 'utf8').catch(() => '');
  if (found === other) {
    const whose = other === MARKS.platform ? '`npm start`' : '`npm run twin -- --bare`';
    throw new DataDirectoryError(`${path} holds the state of ${whose}: choose another folder with --data.`);
  }
  if (found !== text) await writeFile(file, text);
}

/** What is in the folder, made when it is missing. @throws UsageError when no folder can be there, or be written */
async function openFolder(path: string): Promise<string[]> {
  try {
    await makeFolder(path);
    await access(path, constants.R_OK | constants.W_OK);
    return await readdir(path);
  } catch (error) {
    throw new UsageError(`--data ${path} cannot be used (${(error as Error).message}): choose another folder.`);
  }
}

/** A reset that is cut short is gone on with by the next start: half of a state is worse than none. */
async function empty(path: string, before: string[]): Promise<void> {
  await writeFile(join(path, RESETTING), '');
  const kept = [MARKER, LOCK, OWNER, RESETTING];
  const gone = before.filter((name) => !kept.includes(name));
  await Promise.all(gone.map((name) => rm(join(path, name), { recursive: true, force: true })));
  await rm(join(path, RESETTING));
}

/** Holds the folder; the process id beside the lock is for people only. */
async function lock(path: string): Promise<() => Promise<void>> {
  const file = join(path, OWNER);
  const unlock = takeLock(join(path, LOCK));
  if (!unlock) {
    const owner = (await readFile(file, 'utf8').catch(() => '')).trim();
    throw new DataDirectoryError(
      `Tessera is already running on ${path}${owner && ` (process ${owner})`}: stop it, or start with another --data folder.`,
    );
  }
  // On a full disk a reset makes the room.
  await writeFile(file, String(process.pid)).catch(() => {});
  return async () => {
    await rm(file, { force: true });
    unlock();
  };
}
