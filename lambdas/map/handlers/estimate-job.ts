import * as z from 'zod';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { estimate } from '../core/cost/estimate.ts';
import { MAP_ROUTES } from '../routes.ts';

const Workers = z.object({
  ...{ capture: z.int(), captureGame: z.int(), coords: z.int(), tile: z.int(), cleanup: z.int() },
});
const parallelism = Workers.parse(JSON.parse(readEnv('PARALLELISM').PARALLELISM));

/** `POST /api/jobs/estimate`: what a job would cost and how long it would take. Nothing is stored. */
export const handler = apiHandler(MAP_ROUTES['estimate-job'], async ({ body }) =>
  respond(200, estimate(body, parallelism)),
);
