import { stepHandler } from '../../kernel/step.ts';
import { recordUsage } from '../adapters/record-usage.ts';
import { connectRegistration } from '../adapters/registration-ports.ts';
import { calibrate } from '../core/registration/calibrate.ts';
import { calibrateBuild } from '../core/steps/calibrate.ts';
import type { JobRef } from '../workflow.ts';

const connected = connectRegistration();

/** Before the stage coords: what a sample of the shots tells of all. */
export const handler = stepHandler(
  async (ref: JobRef) => {
    const ports = await connected;
    return calibrateBuild(ref, { work: ports.work, calibrate: (sample, given) => calibrate(sample, given, ports) });
  },
  { record: async (run, usage) => recordUsage('calibrate', (await connected).work)(run, usage) },
);
