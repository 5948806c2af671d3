/**
 * Services and functions of an account have processors of their own; here all share those of one machine. Where they do not suffice, the
 * services go first, because every call waits for them, then functions whose answers somebody waits for, then all others.
 */
import type { ChildProcess } from 'node:child_process';
import { constants, getPriority, setPriority } from 'node:os';
import type { FunctionDefinition } from './definition.ts';

/** Steps of nice(2) below the twin itself. Where both want all, five are a third of the time, ten a tenth (sched(7)). */
const STEPS = { awaited: 5, others: 10 };

/** Soon after the start: threads have the priority of the one that begins them. Of what is not known all stays as it is. */
export function giveWay({ pid }: ChildProcess, { awaited }: Pick<FunctionDefinition, 'awaited'>): void {
  if (pid === undefined || awaited === undefined) return;
  const steps = awaited ? STEPS.awaited : STEPS.others;
  try {
    setPriority(pid, Math.min(constants.priority.PRIORITY_LOW, getPriority() + steps));
  } catch {
    // It has ended already, or the system lets nobody change priorities: it works, too.
  }
}
