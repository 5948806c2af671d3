/** What `GET /api/jobs/{job_id}/status` says of a job that has ended, put back to a moment before: it stays there. */
import type { Page } from 'playwright-core';
import { answerWith, changed } from './answers.ts';

const STATUS = /\/api\/jobs\/[^/]+\/status$/;
/** However fast the machine is, the jobs that a page asks about are on their way. @returns what lets them be as they are */
export async function heldRunning(page: Page): Promise<() => Promise<void>> {
  await answerWith(page, [[STATUS, changed(tiling)]]);
  return () => page.unroute(STATUS);
}

/** The real job while it cut tiles. */
export const tiling = (job: any) => ({
  ...job,
  status: 'running',
  stage: 'tiling',
  progress: 58.3,
  completed_tasks: Math.round(job.total_tasks * 0.58),
  tiles_created: Math.round(job.tiles_created * 0.4),
  completed_at: null,
  error: null,
  failures: [],
  failure_count: 0,
  url: null,
  stages: job.stages.map((stage: any) => {
    if (stage.name === 'tile') return { ...stage, completed: Math.round(stage.total * 0.4) };
    return stage.name === 'cleanup' ? { ...stage, completed: 0 } : stage;
  }),
});

/** The real job before its plan was made. */
export const preparing = (job: any) => ({
  ...job,
  status: 'preparing',
  stage: null,
  progress: 0,
  total_tasks: 0,
  completed_tasks: 0,
  tiles_created: 0,
  started_at: null,
  completed_at: null,
  url: null,
  stages: [],
});
