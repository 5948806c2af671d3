/** What the tests of this room share: a state machine run with a given `perform`, and a place for its journal. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import validate from 'asl-validator';
import { onTestFinished } from 'vitest';
import type { Authorize } from '../service.ts';
import { createExecutions } from './executions.ts';
import { openJournal } from './journal.ts';
import type { Perform } from './scope.ts';
import { readDefinition } from './validation/definition.ts';

export const MACHINE_ARN = 'arn:aws:states:us-east-1:000000000000:stateMachine:test';

/** A directory that goes with the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'tessera-states-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A definition of these states as text; asl-validator and our own validation both accept it. */
export function machineOf(states: Record<string, object>, rest: object = {}): string {
  const definition = { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...rest };
  const { isValid, errors } = validate(definition);
  if (!isValid) throw new Error(`asl-validator: ${JSON.stringify(errors)}`);
  const text = JSON.stringify(definition);
  readDefinition(text);
  return text;
}

/** The executions of one journal, as after a start of the platform. */
export function openRoom(directory: string, perform: Perform, authorize?: Authorize) {
  const journal = openJournal(directory);
  const executions = createExecutions({
    journal,
    perform,
    authorize,
    now: () => new Date(),
    region: 'us-east-1',
    report: () => {},
  });
  const machine = (definition: string) => ({
    name: 'test',
    arn: MACHINE_ARN,
    definition,
    roleArn: 'arn:aws:iam::000000000000:role/test',
    type: 'STANDARD',
  });
  return {
    journal,
    executions,
    start: (definition: string, input: unknown, name = 'one') =>
      executions.start(machine(definition), name, JSON.stringify(input))!,
    /** The execution once it has ended. */
    async ended(arn: string) {
      for (;;) {
        const row = executions.find(arn)!;
        if (row.status !== 'RUNNING') return row;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    eventTypes: (arn: string) =>
      journal
        .all<{ type: string }>('SELECT type FROM events WHERE execution = ? ORDER BY id', arn)
        .map(({ type }) => type),
    async close() {
      await executions.suspend();
      journal.close();
    },
  };
}

/** A `perform` for state machines that call nothing. */
export const nothing: Perform = async ({ service, action }) => {
  throw new Error(`the test calls ${service}.${action}`);
};

/** Runs states to the end; answers the execution with its output parsed, and the types of its events. */
export async function runStates(
  states: Record<string, object>,
  {
    input = {},
    perform = nothing,
    authorize,
    rest = {},
  }: { input?: unknown; perform?: Perform; authorize?: Authorize; rest?: object } = {},
) {
  const room = openRoom(await temporaryDirectory(), perform, authorize);
  onTestFinished(() => room.close());
  const { arn } = room.start(machineOf(states, rest), input);
  const row = await room.ended(arn);
  const output = row.output === null ? undefined : JSON.parse(row.output);
  return { ...row, output, events: room.eventTypes(arn), journal: room.journal };
}

/** A function's Task. */
export const invoke = (rest: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'work', Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  ...rest,
});

/** An error as a function throws it. */
export const functionError = (name: string, message = name) => Object.assign(new Error(message), { name });
