import { randomUUID } from 'node:crypto';
import type { ExecutionRow } from './executions.ts';
import type { Journal } from './journal.ts';

/** "Step Functions Execution Status Change", as EventBridge gets it. */
export type StatusEvent = ReturnType<typeof statusEvent>;

export function statusEvent(row: ExecutionRow, region: string, now: Date) {
  const { arn, name, machine, status, input, output, error, cause, started, stopped } = row;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account: arn.split(':')[4]!,
    time: now.toISOString(),
    region,
    resources: [arn],
    detail: {
      executionArn: arn,
      stateMachineArn: machine,
      name,
      status,
      startDate: started,
      stopDate: stopped,
      input,
      output,
      inputDetails: { included: true },
      outputDetails: output === null ? null : { included: true },
      error,
      cause,
    },
  };
}

/**
 * Tells of status changes without losing one: an event is written in the transaction of the change, and forgotten once
 * `publish` has taken it.
 */
export function statusOutbox(
  journal: Journal,
  options: { region: string; now: () => Date; publish: ((event: StatusEvent) => void) | undefined },
) {
  const { region, now, publish } = options;
  return {
    /** Before the commit of the change. */
    add(row: ExecutionRow): void {
      if (!publish) return;
      const event = statusEvent(row, region, now());
      journal.run('INSERT INTO outbox VALUES (?, ?)', event.id, JSON.stringify(event));
    },
    /** After it; and at the start, for what a sudden end left. */
    send(): void {
      if (!publish) return;
      for (const { id, event } of journal.all<{ id: string; event: string }>('SELECT id, event FROM outbox')) {
        try {
          publish(JSON.parse(event));
        } catch {
          // Whoever takes events has ended before us: the next start sends it.
          return;
        }
        journal.run('DELETE FROM outbox WHERE id = ?', id);
      }
    },
  };
}
