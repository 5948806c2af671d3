import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { jobStart } from '../adapters/job-start.ts';
import { createJob } from '../core/jobs/create-job.ts';
import { MAP_ROUTES } from '../routes.ts';

const tools = jobStart(readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'STATE_MACHINE_ARN'));

/** `POST /api/jobs`: 202 a job that is building, 200 when the published build was made from exactly these inputs. */
export const handler = apiHandler(MAP_ROUTES['create-job'], async ({ body, caller }) => {
  const answer = await createJob(body, caller.sub, tools);
  return respond(answer.unchanged ? 200 : 202, answer);
});
