/** What a command says while it uploads, and when the upload ends too soon: the same command goes on with what is there. */
import { ApiError } from '../../client/api-error.ts';
import { PATIENCE_MS, sleep } from '../../client/retry.ts';
import type { Uploads } from '../../client/upload-shots.ts';
import { RESUMABLE_FOR_HOURS } from '../../lib/limits.ts';
import type { Context } from '../command.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { createProgress } from '../progress.ts';

/** A platform that is started again, or a network that comes back, within this time is waited for. */
const PATIENCE_MINUTES = 5;
/** Shorter waits are not worth a word. */
const TOLD_MS = 2000;

type Options = Required<Pick<Uploads<{ file: string }>, 'onFound' | 'onUploaded' | 'patienceMs' | 'pause' | 'signal'>>;

/** `upload` gets what `client/` needs to be told. @param total number of shots */
export async function resumableUpload<T>(
  { output, env, signal, url }: Context,
  total: number,
  upload: (options: Options) => Promise<T>,
): Promise<T> {
  const progress = createProgress(output.progress, env);
  let there = 0;
  let before = 0;
  let told = false;
  const options: Options = {
    signal,
    patienceMs: PATIENCE_MINUTES * 60_000,
    onFound(found) {
      before = found;
      if (found > 0) output.note(`${found} of ${total} are there already.`);
    },
    onUploaded(done) {
      signal.throwIfAborted();
      [there, told] = [done, false];
      // What was there is not uploaded; where that was all, nothing is.
      if (total > before)
        progress.show([{ name: 'uploaded', done: Math.max(0, done - before), total: total - before }]);
    },
    async pause(ms, until, patienceMs) {
      if (ms >= TOLD_MS && patienceMs > PATIENCE_MS && !told) {
        told = true;
        progress.end();
        output.note(`No answer from ${url}. Trying again for ${patienceMs / 60_000} minutes; Ctrl-C ends it.`);
      }
      await sleep(ms, until);
    },
  };
  try {
    return await upload(options);
  } catch (error) {
    const message = there > 0 && whyEnded(error, signal);
    if (!message) throw error;
    const rest = `${there} of ${total} shots are there: for ${RESUMABLE_FOR_HOURS} hours the same command goes on with the rest.`;
    throw new CommandError(signal.aborted ? EXIT.interrupted : EXIT.unreachable, `${message} ${rest}`);
  } finally {
    progress.end();
  }
}

/** Undefined for what the same command would not mend. */
function whyEnded(error: unknown, signal: AbortSignal): string | undefined {
  if (signal.aborted) return 'Interrupted.';
  return error instanceof ApiError && error.code === 'unreachable' ? error.message : undefined;
}
