import { runTold } from '../told-process.ts';
import type { CrowdPlan, CrowdReport } from './plan.ts';

/** @param folder for what the crowd is told @throws Error with what it said, when it fails */
export const runCrowd = (plan: CrowdPlan, folder: string): Promise<CrowdReport> =>
  runTold('album/crowd.ts', plan, folder);
