/** The folder that holds the twin's state: whose it is, whether somebody uses it, and how it is emptied. */
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const MARKER = 'tessera-state';
/** What the mark says, by what the folder is for: the two never share one. */
const MARKS = {
  platform: 'State of the local twin of Tessera. Delete this folder to start afresh.\n',
  bare: "State of the local twin's bare services. Delete this folder to start afresh.\n",
};
const LOCK = 'running.pid';
const STARTED = 'started';

export type DataDirectory = {
  path: string;
  /** True until an earlier start has called `markStarted`. */
  isFirstStart: boolean;
  markStarted(): Promise<void>;
  /** Lets another start use it. */
  release(): Promise<void>;
};

/** Says no in one sentence that a person can act on. */
export class DataDirectoryError extends Error {}

/**
 * Takes the folder for this process; makes it when it is missing.
 * @param options.reset deletes what is in it first, but only where an earlier start has left its mark
 * @param options.purpose whether the whole platform (default) or bare services keep their state there
 * @throws DataDirectoryError when another process uses it, or it holds something else
 */
export async function takeDataDirectory(
  path: string,
  options: { reset?: boolean; purpose?: keyof typeof MARKS } = {},
): Promise<DataDirectory> {
  await mkdir(path, { recursive: true });
  const before = await readdir(path);
  if (before.length > 0 && !before.includes(MARKER)) {
    throw new DataDirectoryError(`${path} holds other files: choose an empty or a new folder with --data.`);
  }
  await mark(path, MARKS[options.purpose ?? 'platform']);
  await lock(path);
  if (options.reset) {
    const kept = [MARKER, LOCK];
    const gone = before.filter((name) => !kept.includes(name));
    await Promise.all(gone.map((name) => rm(join(path, name), { recursive: true, force: true })));
  }
  return {
    path,
    isFirstStart: options.reset === true || !before.includes(STARTED),
    markStarted: () => writeFile(join(path, STARTED), ''),
    release: () => rm(join(path, LOCK), { force: true }),
  };
}

async function mark(path: string, text: string): Promise<void> {
  const file = join(path, MARKER);
  const other = Object.values(MARKS).find((each) => each !== text);
  if ((await readFile(file, 'utf8').catch(() => '')) === other) {
    const whose = other === MARKS.platform ? '`npm start`' : '`npm run twin -- --bare`';
    throw new DataDirectoryError(`${path} holds the state of ${whose}: choose another folder with --data.`);
  }
  await writeFile(file, text);
}

/** A lock file with the process id; one that a dead process left behind is taken over. */
async function lock(path: string): Promise<void> {
  const file = join(path, LOCK);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      return await handle.close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(await readFile(file, 'utf8').catch(() => ''));
      if (isAlive(owner)) {
        throw new DataDirectoryError(
          `Tessera is already running on ${path} (process ${owner}): stop it, or start with another --data folder.`,
        );
      }
      await rm(file, { force: true });
    }
  }
  throw new DataDirectoryError(`Another start of Tessera is taking ${path} right now: try again.`);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
