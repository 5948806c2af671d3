/** Schedules of the templates: each starts a state machine in the name of its own role. */
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { LOCAL } from '../../lib/limits.ts';
import { openSchedules, rateMs } from '../scheduler/schedules.ts';
import type { Report } from '../service.ts';
import type { Keys } from './access-keys.ts';
import { scheduleCaller } from './callers.ts';
import type { Deployed, Deployment } from './deployed.ts';
import { physicalName, stateMachineArn } from './identity.ts';
import type { Undo } from './rooms.ts';

/**
 * @throws Error naming the schedule by its path for expressions other than rates, windows, and targets that are no state
 * machine of the templates
 */
export function beginSchedules(
  deployment: Deployment,
  options: { directory: string; servicesUrl: string; keys: Keys; report: Report },
  undo: Undo,
): void {
  const machines = deployment
    .ofType('AWS::StepFunctions::StateMachine')
    .map(({ resource }) => stateMachineArn(resource));
  const schedules = openSchedules({ ...options, now: Date.now });
  undo.push(schedules.close);
  for (const deployed of deployment.ofType('AWS::Scheduler::Schedule')) {
    if (deployed.properties.State === 'DISABLED') continue;
    const everyMs = checked(deployed, machines);
    schedules.begin({ name: physicalName(deployed.resource), everyMs, start: () => start(deployed, options) });
  }
}

function checked({ resource, properties }: Deployed, machines: string[]): number {
  const { ScheduleExpression, FlexibleTimeWindow, Target } = properties;
  if (FlexibleTimeWindow.Mode !== 'OFF')
    throw new Error(`${resource.path}: FlexibleTimeWindow: only OFF is known here.`);
  if (!machines.includes(Target.Arn)) {
    throw new Error(`${resource.path}: the target ${Target.Arn} is no state machine of the templates.`);
  }
  try {
    return rateMs(ScheduleExpression);
  } catch (error) {
    throw new Error(`${resource.path}: ScheduleExpression: ${(error as Error).message}`, { cause: error });
  }
}

async function start(
  { resource, properties: { Target } }: Deployed,
  { servicesUrl, keys }: { servicesUrl: string; keys: Keys },
): Promise<void> {
  const { id, secret } = keys.of(scheduleCaller(Target.RoleArn, physicalName(resource)));
  const credentials = { accessKeyId: id, secretAccessKey: secret };
  const client = new SFNClient({ endpoint: servicesUrl, region: LOCAL.region, credentials });
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn: Target.Arn, input: Target.Input ?? '{}' }));
  } finally {
    client.destroy();
  }
}
