import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { jobStart } from '../adapters/job-start.ts';
import { correctShots } from '../core/jobs/correct-shots.ts';
import { MAP_ROUTES } from '../routes.ts';

const tools = jobStart(readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'STATE_MACHINE_ARN'));

/** `POST /api/maps/{map}/builds/{build}/corrections`: 202 a job that is building, 200 when the published build is the same. */
export const handler = apiHandler(MAP_ROUTES['correct-shots'], async ({ params, body, caller }) => {
  const answer = await correctShots(params, body, caller, tools);
  return respond(answer.unchanged ? 200 : 202, answer);
});
