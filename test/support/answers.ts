/** Answers put in place of the platform's own, in the platform's own form. */
import type { Page, Route } from 'playwright-core';

export type Answer = {
  /** Comes only when it is let go. */
  held?: true;
} & (
  | { is: 'real' }
  /** The connection breaks. */
  | { is: 'lost' }
  /** An error document of our functions. */
  | { is: 'error'; status: number; code: string; message: string }
  /** The real answer, changed; one that is no success comes as it is. */
  | { is: 'changed'; by: (body: any) => unknown }
);

/** As HTTP APIs make them. */
const REQUEST_ID = 'JKJaXmPLvHcESHA=';

/** First match wins. */
export type Answers = [address: RegExp, answer: Answer][];

export const held: Answer = { is: 'real', held: true };
export const heldThen = (answer: Answer): Answer => ({ ...answer, held: true });
export const lost: Answer = { is: 'lost' };
export const changed = (by: (body: any) => unknown): Answer => ({ is: 'changed', by });
/** The first answer with such a list again and again: what others do meanwhile does not show. */
export function asAtFirst(list: string): Answer {
  let first: unknown;
  return changed((body) => {
    if (!(list in body)) return body;
    first ??= body;
    return first;
  });
}
export const serverError: Answer = {
  is: 'error',
  status: 500,
  code: 'internal',
  message: `Something went wrong on our side. Try again; if it stays, report the request id ${REQUEST_ID}.`,
};

/** Puts the answers in place. @returns what lets the held ones go */
export async function answerWith(page: Page, answers: Answers): Promise<() => void> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  for (const [address, answer] of answers.toReversed()) {
    await page.route(address, async (route) => {
      if (answer.held) await released;
      switch (answer.is) {
        case 'real':
          return route.continue().catch(leftAlone);
        case 'lost':
          return route.abort('connectionrefused').catch(leftAlone);
        case 'error': {
          const { status, code, message } = answer;
          const json = { error: { code, message, details: [], request_id: REQUEST_ID } };
          return route.fulfill({ status, json }).catch(leftAlone);
        }
        case 'changed': {
          const real = await answerOf(route).catch(leftAlone);
          if (!real) return;
          const json = real.body === undefined ? {} : { json: answer.by(real.body) };
          return route.fulfill({ response: real.response, ...json }).catch(leftAlone);
        }
      }
    });
  }
  return release;
}

async function answerOf(route: Route) {
  const response = await route.fetch();
  return { response, body: response.ok() ? await response.json() : undefined };
}

/** The page was closed meanwhile. */
const leftAlone = () => {};
