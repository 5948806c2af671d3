/** The page of a job: on its way, and each of its ends. */
import { changed, held, heldThen, lost, serverError } from './answers.ts';
import { loading, problem, shows, type Walk } from './walk.ts';

const STATUS = /\/api\/jobs\/[^/]+\/status$/;

const page = (what: string, job: Walk['path'], end: string): Walk => ({
  as: 'ada',
  path: job,
  answers: () => [[STATUS, held]],
  stages: [{ ...loading, what: `before ${what}` }, shows('full', what, end)],
});

export const jobWalks: Walk[] = [
  page('completed', ({ job }) => `/jobs/${job}`, '.state.completed'),
  page('failed', ({ failed }) => `/jobs/${failed}`, '.failures'),
  page('cancelled', ({ cancelled }) => `/jobs/${cancelled}`, '.state.cancelled'),
  {
    as: 'ada',
    path: ({ job }) => `/jobs/${job}`,
    answers: () => [[STATUS, heldThen(changed(tiling))]],
    stages: [loading, shows('full', 'running', '.stage.now')],
  },
  {
    as: 'ada',
    path: ({ job }) => `/jobs/${job}`,
    answers: () => [[STATUS, changed(tiling)]],
    stages: [
      {
        state: 'full',
        what: 'cancel asks',
        reach: async (page) => {
          await page.getByRole('button', { name: 'Cancel the job' }).click();
          await page.getByRole('dialog').waitFor();
        },
      },
    ],
  },
  {
    as: 'ada',
    path: ({ job }) => `/jobs/${job}`,
    answers: () => [[STATUS, changed(preparing)]],
    stages: [shows('full', 'preparing', '.state.preparing')],
  },
  { as: 'ada', path: ({ job }) => `/jobs/${job}`, answers: () => [[STATUS, serverError]], stages: [problem()] },
  { as: 'ada', path: ({ job }) => `/jobs/${job}`, answers: () => [[STATUS, lost]], stages: [problem('no answer')] },
  {
    as: 'ada',
    path: () => '/jobs/job_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    mayFail: STATUS,
    stages: [problem('no such job')],
  },
  {
    as: 'nobody',
    path: ({ job }) => `/jobs/${job}`,
    stages: [shows('error', 'sign-in needed', '.message')],
  },
];

/** The real job while it cut tiles. */
const tiling = (job: any) => ({
  ...job,
  status: 'running',
  stage: 'tiling',
  progress: 58.3,
  completed_tasks: Math.round(job.total_tasks * 0.58),
  tiles_created: Math.round(job.tiles_created * 0.4),
  completed_at: null,
  url: null,
  stages: job.stages.map((stage: any) => {
    if (stage.name === 'tile') return { ...stage, completed: Math.round(stage.total * 0.4) };
    return stage.name === 'cleanup' ? { ...stage, completed: 0 } : stage;
  }),
});

/** The real job before its plan was made. */
const preparing = (job: any) => ({
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
