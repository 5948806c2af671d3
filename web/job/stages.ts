import type { Job, JobStage, StageName } from '../../lambdas/map/schemas.ts';

/** One line of the page: a stage, how it stands, and its counts where it works item by item. */
export type StageLine = {
  stage: JobStage;
  state: 'waiting' | 'now' | 'done' | 'failed' | 'stopped' | 'unreached';
  counts?: Job['stages'][number];
};

const ORDER: { stage: JobStage; counted?: StageName }[] = [
  { stage: 'capturing', counted: 'capture' },
  { stage: 'locating', counted: 'coords' },
  { stage: 'tiling', counted: 'tile' },
  { stage: 'verifying' },
  { stage: 'publishing' },
  { stage: 'cleaning', counted: 'cleanup' },
];

/** All stages in order. A job that failed or was cancelled stands at the stage it had reached; it comes to no later one. */
export function stageLines(job: Pick<Job, 'status' | 'stage' | 'stages'>): StageLine[] {
  const reached = ORDER.findIndex(({ stage }) => stage === job.stage);
  const here = ({ failed: 'failed', cancelled: 'stopped' } as const)[job.status as 'failed' | 'cancelled'] ?? 'now';
  const later = hasEnded(job) ? 'unreached' : 'waiting';
  return ORDER.map(({ stage, counted }, index) => {
    const done = job.status === 'completed' || index < reached;
    const found = job.stages.find(({ name }) => name === counted);
    return {
      stage,
      state: done ? 'done' : index === reached ? here : later,
      ...(found && { counts: found }),
    };
  });
}

/** The stage that a job works at, where that works item by item. */
export const countedStage = ({ status, stage, stages }: Pick<Job, 'status' | 'stage' | 'stages'>) => {
  const counted = ORDER.find((each) => each.stage === stage)?.counted;
  return status === 'running' ? stages.find(({ name }) => name === counted) : undefined;
};

export const hasEnded = (job: Pick<Job, 'status'>): boolean =>
  job.status === 'completed' || job.status === 'failed' || job.status === 'cancelled';
