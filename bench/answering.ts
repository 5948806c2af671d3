import { PRODUCTS } from '../lambdas/routes.ts';
import { constructId } from '../lib/constructs/construct-id.ts';

const ANSWERING = new Set(Object.values(PRODUCTS).flatMap((routes) => Object.keys(routes).map(constructId)));

/** Whether a function, such as `TesseraAlbum-ShowShare`, answers requests: others work off queues and schedules, and nobody waits for them. */
export const isAnswering = (name: string): boolean => ANSWERING.has(name.replace(/^\w+-/, ''));
