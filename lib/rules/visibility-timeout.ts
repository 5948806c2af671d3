import { VISIBILITY_TIMES } from '../limits/queues.ts';

/**
 * A message stays hidden while its function works, is refused for lack of concurrency and is tried again: six times the function's
 * timeout (Lambda Developer Guide, "Using Lambda with Amazon SQS"), and the time that a batch is gathered.
 *
 * @param seconds of the queue's visibility timeout, of the function's timeout, and of the mapping's window
 * @throws Error naming the queue, its timeout and the least that it may be
 */
export function assertVisibilityOutlastsWork(
  queue: string,
  seconds: { visibility: number; timeout: number; window?: number },
): void {
  const least = VISIBILITY_TIMES * seconds.timeout + (seconds.window ?? 0);
  if (seconds.visibility < least)
    throw new Error(
      `The queue ${queue} hides a message for ${seconds.visibility} s, less than ${least} s: ${VISIBILITY_TIMES} times the timeout ` +
        `of its function (${seconds.timeout} s)${seconds.window ? ` and the batch window (${seconds.window} s)` : ''}. Else it comes again while it is worked on.`,
    );
}
