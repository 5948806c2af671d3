import type { MiddlewareObj } from '@middy/core';
import { TesseraError } from './errors.ts';

/** How a request ended: as it should, `refused` for what was asked (4xx), or `failed` by us (5xx); and how long the function took. */
export type Ending = { how: 'ok' | 'refused' | 'failed'; seconds: number };

/** A middleware that tells how each request ends: `apiHandler(…).use(atTheEnd(…))`. */
export function atTheEnd(tell: (ending: Ending) => void): MiddlewareObj {
  const begun = new WeakMap<object, number>();
  const ended = (request: { context: object }, how: Ending['how']) =>
    tell({ how, seconds: (performance.now() - begun.get(request.context)!) / 1000 });
  return {
    before: ({ context }) => void begun.set(context, performance.now()),
    after: (request) => ended(request, 'ok'),
    onError: (request) => {
      const { error } = request;
      ended(request, error instanceof TesseraError && error.status < 500 ? 'refused' : 'failed');
    },
  };
}
