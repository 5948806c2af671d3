/** Why a job failed, in the words of the pages: the API's messages are written for the command line. */
import '../data/zod-without-eval.ts';
import { SHOT_FAILURES } from '../../lambdas/map/redrive-schemas.ts';
import type { Failure, Job } from '../../lambdas/map/schemas.ts';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';

/** What the command line says to do next; the page has buttons for it. */
const COMMANDS = / *(Go on with: tessera map redrive \S+|Capture it again and redrive the job with it \([^)]*\)\.)/g;

/** One line: why the job failed as a whole. */
export function whyFailed({ error, failure_count }: Pick<Job, 'error' | 'failure_count'>): string {
  const stage = /^(capture|coords|tile)_failed$/.exec(error?.code ?? '')?.[1] as keyof typeof text.itemsFailed;
  if (stage && failure_count > 0) return text.itemsFailed[stage](failure_count, count(failure_count));
  const known = text.jobErrors[error?.code as keyof typeof text.jobErrors];
  return known ?? error?.message.replaceAll(COMMANDS, '').trim() ?? text.noReason;
}

/** Why a single item failed, without its name, which stands beside it. */
export function whyItemFailed({ item, code, message }: Failure): string {
  const known = text.shotFailures[code as keyof typeof text.shotFailures];
  if (known) return known;
  const [, own] = message.startsWith(`${item}: `) ? [item, message.slice(item.length + 2)] : [item, message];
  return own.replaceAll(COMMANDS, '').trim();
}

/** Some of its pictures have to be repaired before the job can go on. */
export const needsPictures = ({ failures }: Pick<Job, 'failures'>): boolean =>
  failures.some(({ code }) => SHOT_FAILURES.includes(code as never));
