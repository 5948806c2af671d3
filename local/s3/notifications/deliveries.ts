/** Brings what is to be told to whom it is for: at least once, however the process before this one ended. */
import type { Report } from '../../service.ts';
import type { Notice, NoticeStore } from '../store/notices.ts';
import type { Destination } from './configuration.ts';

/** Those who are told. A bucket speaks for itself: its ARN is what their policies ask for. */
export type Targets = {
  /**
   * Looks whether the destination can be told: a queue by sending it the test.
   * @throws Unreachable in the words of the service
   */
  check(destination: Pick<Destination, 'kind' | 'arn'>, bucketArn: string, test: string): Promise<void>;
  /** Resolves when the message is taken: by a queue, or by a function that has done its work. */
  tell(arn: string, bucketArn: string, message: string): Promise<void>;
  /**
   * A function did not do its work.
   * @returns when it is called next, in epoch ms; undefined: not any more
   */
  failed(
    call: { arn: string; message: string; attempts: number; created: number },
    error: Error,
  ): Promise<number | undefined>;
};

export class Unreachable extends Error {}

export const NOBODY: Targets = {
  check: async ({ kind }) => {
    throw new Unreachable(`The destination ${kind === 'queue' ? 'queue' : 'Lambda'} does not exist`);
  },
  tell: async (arn) => {
    throw new Error(`${arn} is nobody here.`);
  },
  failed: async () => undefined,
};

/** A queue that refuses: soon again, then once in five minutes, for a day. */
const LONGEST_WAIT_MS = 300_000;
const GIVEN_UP_MS = 24 * 3600 * 1000;

/** When a queue is tried next; undefined: not any more. */
const nextOfQueue = ({ attempts, created }: Notice, now: number): number | undefined =>
  now - created > GIVEN_UP_MS ? undefined : now + Math.min(LONGEST_WAIT_MS, 1000 * 2 ** attempts);

export function createDeliveries(options: {
  notices: NoticeStore;
  targets: Targets;
  now: () => number;
  report: Report;
}) {
  const { notices, targets, now, report } = options;
  const timers = new Map<number, NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  let closed = false;

  const schedule = ({ seq, due }: Pick<Notice, 'seq' | 'due'>) => {
    if (closed || timers.has(seq)) return;
    const begin = () => {
      timers.delete(seq);
      const work = attempt(seq).finally(() => underWay.delete(work));
      underWay.add(work);
    };
    timers.set(seq, setTimeout(begin, Math.max(0, due - now())).unref());
  };

  /** When it is tried next; undefined: not any more. */
  async function nextAttempt(notice: Notice, error: Error): Promise<number | undefined> {
    const { target, message, attempts, created } = notice;
    if (!target.startsWith('arn:aws:lambda:')) return nextOfQueue(notice, now());
    return targets.failed({ arn: target, message, attempts: attempts + 1, created }, error);
  }

  async function attempt(seq: number): Promise<void> {
    const notice = notices.find(seq);
    if (!notice) return;
    const { target, bucket, message } = notice;
    try {
      await targets.tell(target, `arn:aws:s3:::${bucket}`, message);
      if (!closed) notices.remove(seq);
    } catch (error) {
      // The twin goes down: it is told at the next start.
      if (closed) return;
      const due = await nextAttempt(notice, error as Error);
      if (closed) return;
      const what = `S3 could not tell ${target} of ${bucket}: ${(error as Error).message}`;
      if (notice.attempts === 0 || due === undefined) report(due === undefined ? `${what}; it is given up` : what);
      if (due === undefined) return notices.remove(seq);
      notices.postpone(seq, due);
      schedule({ seq, due });
    }
  }

  notices.onNew((news) => news.forEach(schedule));
  return {
    /** Goes on with what an earlier process left. Call it once those who are told can be reached. */
    resume: () => notices.all().forEach(schedule),
    /** Leaves everything where it stands; resolves when nothing is under way. */
    async close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(underWay);
    },
  };
}
