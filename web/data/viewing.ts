/**
 * The leave to look at an album's pictures, or at a private map's tiles: cookies that the platform sets for a minute or two. They are
 * asked for once, again before they end while somebody looks, and when a picture was refused; never once for each picture.
 */
import { COOKIES_RENEWED_AT } from '../../lib/limits/cookies.ts';
import { failedBy } from './failed.ts';
import { browser, type Surroundings } from './poll.ts';

/** After an answer that did not come. */
const AGAIN_SECONDS = 5;

/**
 * `generation` counts the cookies that came: 0 before the first. `unsigned`: the last time none came, because nothing can be signed just
 * now. `error`: why there are no newer ones.
 */
export type Leave = { generation: number; unsigned?: true; error?: unknown };
/** What the gate answers. */
export type Opened = { expires_in: number; unsigned?: true | undefined };
export type Viewing = {
  /** A picture that was asked for with this generation did not come. Answers when it is worth another attempt. */
  refused(generation: number): Promise<void>;
  /** After an error: asks now. */
  retry(): void;
  stop(): void;
};

/** Answers that asking again does not change: not allowed, not there, not there any more. */
const OVER = [401, 403, 404, 410];

type Options = {
  /** Gets cookies; answers how many seconds they are good for. */
  open(): Promise<Opened>;
  show(leave: Leave): void;
};

export function viewing(
  { open, show }: Options,
  around: Surroundings = browser,
  now: () => number = Date.now,
): Viewing {
  let last: Pick<Leave, 'generation' | 'unsigned'> = { generation: 0 };
  let due = 0;
  /** Pictures that fail meanwhile, because nobody answers, ask no more often. */
  let restUntil = 0;
  let asking: Promise<void> | undefined;
  let isOver = false;
  let cancel = () => {};

  const renew = (): Promise<void> => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };

  async function ask(): Promise<void> {
    cancel();
    try {
      const { expires_in, unsigned } = await open();
      if (isOver) return;
      restUntil = 0;
      last = { generation: last.generation + 1, ...(unsigned && { unsigned }) };
      show(last);
      later(expires_in * COOKIES_RENEWED_AT);
    } catch (error) {
      if (isOver) return;
      const { status = 0, retryAfter } = failedBy(error);
      if (OVER.includes(status)) isOver = true;
      else later(retryAfter ?? AGAIN_SECONDS);
      restUntil = due;
      show({ ...last, error });
    }
  }

  function later(seconds: number): void {
    due = now() + seconds * 1000;
    // Nobody looks at a hidden page: the next look asks.
    cancel = around.later(() => void (!around.hidden() && renew()), seconds);
  }

  const unsubscribe = around.onChange(() => {
    if (!around.hidden() && !isOver && due > 0 && now() >= due) void renew();
  });
  void renew();
  return {
    async refused(seen) {
      if (asking || (seen === last.generation && !isOver && now() >= restUntil)) await renew();
    },
    retry() {
      isOver = false;
      void renew();
    },
    stop() {
      isOver = true;
      cancel();
      unsubscribe();
    },
  };
}
