/** A job as commands print it: the promised JSON document, and its lines for people. */
import type { Job } from '../lambdas/map/schemas.ts';

export function jobDocument(job: Job, platform: string) {
  const { job_id, map, build, status, progress, total_tasks, completed_tasks, tiles_created, stages, failures } = job;
  const end = Date.parse(job.completed_at ?? job.updated_at);
  return {
    job_id,
    map,
    build,
    status,
    progress,
    total_tasks,
    completed_tasks,
    tiles_created,
    stages,
    failures,
    url: job.url === null ? null : new URL(job.url, `${platform}/`).href,
    /** From the job's creation to its end, or to its last change. */
    seconds: Math.round((end - Date.parse(job.created_at)) / 100) / 10,
  };
}

export function jobLines(job: Job, platform: string): string[] {
  const { url, seconds } = jobDocument(job, platform);
  const stage = job.status === 'running' && job.stage ? `, ${job.stage}` : '';
  const untold = job.failure_count - job.failures.length;
  return [
    `Job ${job.job_id} of map ${job.map_name} (${job.map}), build ${job.build}: ${job.status}${stage}`,
    `  ${job.completed_tasks} of ${job.total_tasks} tasks (${job.progress} %), ${job.tiles_created} tiles, ${seconds} s`,
    ...job.stages.map(({ name, completed, total, failed }) => {
      const failures = failed ? `, ${failed} failed` : '';
      return `  ${name.padEnd(8)} ${completed}/${total}${failures}`;
    }),
    ...(job.error ? [`  ${job.error.code}: ${job.error.message}`] : []),
    ...job.failures.map(({ item, stage, code, message }) => `  ${stage} ${item}: ${code}: ${message}`),
    ...(untold > 0 ? [`  and ${untold} more failures`] : []),
    ...(url && job.status === 'completed' ? [`  ${url}`] : []),
  ];
}
