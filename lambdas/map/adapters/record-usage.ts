import type { RecordUsage } from '../../kernel/step.ts';
import { sumOfUsage } from '../../kernel/usage.ts';
import { writeJson } from '../core/files.ts';
import { usageKey } from '../keys.ts';
import type { ObjectStore } from '../ports/objects.ts';
import type { StageName } from '../schemas.ts';
import type { StepName, StepUsage, WorkersUsage } from '../step-usage.ts';
import type { JobRef } from '../workflow.ts';

/** Writing it down is a request, too. */
const ITSELF = { ms: 0, requests: { 's3:PutObject': 1 } };

type Answer = { workers?: WorkersUsage };

/** Writes what a step used into the folder of its build, a file an invocation: failed ones and other attempts count, too. */
export const recordUsage =
  <Output extends object>(step: StepName, work: ObjectStore): RecordUsage<JobRef & { stage?: StageName }, Output> =>
  async ({ input: { build, attempt, stage }, answer, invocation }, usage) => {
    const { workers }: Answer = answer ?? {};
    const used: StepUsage = {
      ...{ step, attempt },
      usage: sumOfUsage([usage, ITSELF]),
      ...(stage && { stage }),
      ...(workers && { workers }),
    };
    await writeJson(work, usageKey(build, attempt, step, invocation), used);
  };
