import { randomUUID } from 'node:crypto';
import type { Actions } from './actions.ts';
import { ApiFailure } from './failure.ts';
import { checkedInput } from './input.ts';
import { findMachine } from './machines.ts';
import { checkedName } from './names.ts';
import { present, seconds } from './paging.ts';

/** The action that waits for an Express workflow. */
export const expressActions: Actions = {
  async StartSyncExecution(request, environment) {
    const machine = findMachine(request, environment);
    if (machine.type !== 'EXPRESS')
      throw new ApiFailure(
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine',
      );
    const name = request.name === undefined ? randomUUID() : checkedName(request.name);
    const { execution, outcome } = environment.express.start(machine, name, checkedInput(request.input));
    const { status, output, error, cause, stopped } = await outcome.catch(() => {
      throw new ApiFailure('ServiceUnavailable', 'The twin ended before the execution did', 503);
    });
    return {
      executionArn: execution.arn,
      stateMachineArn: machine.arn,
      name,
      startDate: seconds(execution.started),
      stopDate: seconds(stopped),
      status,
      input: execution.input,
      inputDetails: { included: true },
      ...present({ output, error, cause, outputDetails: output === undefined ? null : { included: true } }),
    };
  },
};
