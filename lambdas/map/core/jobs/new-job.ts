import type { BuildRecord, JobRecord, StageTotals } from '../../ports/jobs.ts';
import type { MapRecord } from '../../ports/maps.ts';
import { StageName } from '../../schemas.ts';
import type { PlanRequest } from '../../workflow.ts';

/** Rows of a job and its build as they begin: nothing counted yet, the plan sets the totals. */
export function newJob(request: PlanRequest, map: MapRecord, now: Date): { job: JobRecord; build: BuildRecord } {
  const { job_id, map_id, build, attempt, owner, inputs_hash, base } = request;
  const created_at = now.toISOString();
  const zeros = StageName.options.flatMap((stage) =>
    (['total', 'completed', 'failed'] as const).map((count) => [`${stage}_${count}`, 0] as const),
  );
  const job: JobRecord = {
    ...{ job_id, map_id, build, attempt, owner, inputs_hash, created_at },
    ...(Object.fromEntries(zeros) as StageTotals),
    map_name: map.name,
    ...(request.capture && { game: request.capture.game }),
    status: 'preparing',
    total_tasks: 0,
    completed_tasks: 0,
    tiles_created: 0,
    tiles_copied: 0,
    updated_at: created_at,
    failure_count: 0,
    planned: 0,
  };
  const shots = request.shots.length;
  const { format } = request.options;
  return {
    job,
    build: {
      ...{ map: map_id, build, job_id, inputs_hash, status: 'preparing', created_at, shots, tiles: 0, format },
      ...(base && { base }),
    },
  };
}
