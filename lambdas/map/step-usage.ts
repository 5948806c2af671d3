/** What the steps of a job used: it lies in the build's folder, and costs are told from it. */
import type { Usage } from '../kernel/usage.ts';
import type { StageName } from './schemas.ts';

/**
 * What the workers of a stage used in one attempt of the job, added up: `answered` invocations are in `usage`; of `silent` ones
 * (they died or failed before another try) only their number is known.
 */
export type WorkersUsage = { batches: number; answered: number; silent: number; usage: Usage };
/** `usage/{attempt}/{step}.{invocation}.json`: what one invocation of a step used; a Check says what its stage's workers did, too. */
export type StepUsage = { step: StepName; attempt: number; usage: Usage; stage?: StageName; workers?: WorkersUsage };
export type StepName = 'plan' | 'check' | 'calibrate' | 'solve' | 'top' | 'verify' | 'publish';
