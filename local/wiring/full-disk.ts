/** What a twin says whose disk is full in the middle of its work. */

/** SQLITE_READONLY, SQLITE_IOERR and SQLITE_FULL (sqlite.org/rescode.html). */
const SQLITE_CODES = [8, 10, 13];
const SYSTEM_CODES = ['ENOSPC', 'EDQUOT', 'EROFS'];

/** Whether an error, or what it came from, means that the disk takes nothing more. */
export function isDiskFull(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code, errcode = 0 } = error as { code?: string; errcode?: number };
  return SYSTEM_CODES.includes(code ?? '') || SQLITE_CODES.includes(errcode & 0xff) || isDiskFull(error.cause);
}

/**
 * Ends the process with one sentence when nobody caught that the disk is full: what is in memory is then ahead of what is written
 * down, so that a new start is the way on. Other errors that nobody caught are ours, and keep their stack.
 */
export function endWhenDiskIsFull(directory: string): void {
  process.on('uncaughtException', (error) => {
    console.error(isDiskFull(error) ? fullDisk(error, directory) : error);
    process.exit(1);
  });
}

const fullDisk = ({ message }: Error, directory: string) =>
  `The twin ends, because nothing more can be written to ${directory} (${message}). Free some space on its disk and start ` +
  'again: what was answered is kept, and executions go on from their last finished step.';
