import { assumedRole } from '../iam/principal.ts';
import type { Authorize } from '../service.ts';
import type { Journal } from './journal.ts';
import type { Perform, Surroundings } from './scope.ts';

/** What every execution of the account works with. */
export type Account = {
  journal: Journal;
  perform: Perform;
  authorize?: Authorize | undefined;
  now: () => Date;
  region: string;
};

/** What the states of one execution work with: calls are made in the role of its state machine. */
export function surroundingsOf(
  execution: { arn: string; machine: string; role: string },
  { journal, perform, authorize, now, region }: Account,
): Surroundings {
  const principal = assumedRole(execution.role, machineName(execution.machine));
  return {
    perform: (call) => perform({ ...call, machineArn: execution.machine }),
    allow: (action, resource) => authorize?.({ principal, action, resource }),
    journal,
    executionArn: execution.arn,
    machineArn: execution.machine,
    roleArn: execution.role,
    region,
    now,
    redriven: null,
  };
}

export const machineName = (arn: string) => arn.split(':').at(-1) ?? '';
