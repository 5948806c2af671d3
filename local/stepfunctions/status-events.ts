import { randomUUID } from 'node:crypto';
import type { ExecutionRow } from './executions.ts';
import type { Journal } from './journal.ts';

/** "Step Functions Execution Status Change", as EventBridge gets it. */
export type StatusEvent = ReturnType<typeof statusEvent>;

function statusEvent(row: ExecutionRow, region: string, now: Date) {
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
  options: {
    region: string;
    now: () => Date;
    publish: ((event: StatusEvent) => void) | undefined;
    report: (line: string) => void;
  },
) {
  const { region, now, publish, report } = options;
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
        const change: StatusEvent = JSON.parse(event);
        try {
          publish(change);
        } catch (error) {
          // Whoever takes events has ended before us, say, or its disk is full. It stays here.
          const { name, status } = change.detail;
          const { message } = error as Error;
          report(`that ${name} is ${status} is told with the next change, or at the next start: ${message}`);
          return;
        }
        journal.run('DELETE FROM outbox WHERE id = ?', id);
      }
    },
  };
}
