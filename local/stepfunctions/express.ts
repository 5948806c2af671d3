import { randomUUID } from 'node:crypto';
import { EXPRESS_SECONDS } from '../../lib/limits.ts';
import { expressArn } from './arns.ts';
import { runBlock } from './block.ts';
import { asStateError, Halt } from './errors.ts';
import type { StateMachine } from './executions.ts';
import { NO_FRAMES } from './frames.ts';
import { uncountedHistory } from './history.ts';
import type { Definition } from './language.ts';
import { type Account, surroundingsOf } from './surroundings.ts';

/** Times in epoch milliseconds. */
export type ExpressExecution = { arn: string; name: string; machine: string; input: string; started: number };
export type ExpressOutcome = {
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  stopped: number;
  output?: string;
  error?: string;
  cause?: string;
};

/** Runs Express workflows: in memory, without a history; what is under way when the process ends is lost. */
export function createExpress(account: Account) {
  const { now } = account;
  const running = new Map<AbortController, Promise<unknown>>();

  async function run(execution: ExpressExecution, machine: StateMachine, controller: AbortController) {
    const definition = JSON.parse(machine.definition) as Definition;
    const seconds = Math.min(definition.TimeoutSeconds ?? EXPRESS_SECONDS, EXPRESS_SECONDS);
    const late = () => controller.abort(new Halt('TIMED_OUT', 'States.Timeout'));
    const timer = setTimeout(late, seconds * 1000);
    const input = JSON.parse(execution.input);
    const { arn, name, started } = execution;
    const Execution = {
      Id: arn,
      Input: input,
      Name: name,
      RoleArn: machine.roleArn,
      StartTime: new Date(started).toISOString(),
    };
    const scope = {
      surroundings: surroundingsOf({ arn, machine: machine.arn, role: machine.roleArn }, account),
      context: { Execution, StateMachine: { Id: machine.arn, Name: machine.name } },
      outerVariables: {},
      frames: NO_FRAMES,
      history: uncountedHistory(),
      path: '',
      lastEvent: 0,
      signal: controller.signal,
    };
    const ended = (outcome: Omit<ExpressOutcome, 'stopped'>): ExpressOutcome => ({
      ...outcome,
      stopped: now().getTime(),
    });
    try {
      return ended({ status: 'SUCCEEDED', output: JSON.stringify(await runBlock(definition, input, scope)) });
    } catch (thrown) {
      if (thrown instanceof Halt && thrown.status === 'SUSPENDED') throw thrown;
      const { error, reason } = thrown instanceof Halt ? thrown : asStateError(thrown);
      const status = thrown instanceof Halt ? 'TIMED_OUT' : 'FAILED';
      return ended({
        status,
        ...(error === undefined ? {} : { error }),
        ...(reason === undefined ? {} : { cause: reason }),
      });
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    /** Starts one; `outcome` rejects only when the twin goes down before its end. */
    start(
      machine: StateMachine,
      name: string,
      input: string,
    ): { execution: ExpressExecution; outcome: Promise<ExpressOutcome> } {
      const arn = expressArn(machine.arn, name, randomUUID());
      const execution = { arn, name, machine: machine.arn, input, started: now().getTime() };
      const controller = new AbortController();
      const outcome = run(execution, machine, controller).finally(() => running.delete(controller));
      running.set(controller, outcome);
      outcome.catch(() => {});
      return { execution, outcome };
    },

    /** Ends all that is under way. */
    async suspend() {
      for (const controller of running.keys()) controller.abort(new Halt('SUSPENDED'));
      await Promise.allSettled(running.values());
    },
  };
}
export type Express = ReturnType<typeof createExpress>;
