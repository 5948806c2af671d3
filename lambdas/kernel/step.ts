import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { logger } from './log.ts';
import { isTransient, transientError } from './transient.ts';
import { measured, type Usage } from './usage.ts';

/** Keeps what a step used, under the id of the invocation: a repeat is another one. */
export type RecordUsage<Input, Output> = (
  run: { input: Input; answer?: Output; invocation: string },
  usage: Usage,
) => Promise<void>;

/**
 * One state of a workflow. Errors pass on: their name (the code of a TesseraError) is the error name that the state
 * machine's Retry and Catch see, their message is its cause. What may succeed later is named `Transient`: it is retried.
 * `record` keeps what each invocation used, also one that failed.
 */
export function stepHandler<Input, Output>(
  step: (input: Input) => Promise<Output>,
  { record }: { record?: RecordUsage<Input, Output> } = {},
) {
  return handlerOf(async (input: Input, invocation) => {
    const { outcome, usage } = invocation.measured(await measured(() => step(input)));
    const answer = 'answer' in outcome ? { answer: outcome.answer } : {};
    await record?.({ input, invocation: invocation.id, ...answer }, usage).catch((error: Error) => {
      // The work is done, or has failed for a reason of its own: what it cost is not worth another failure.
      logger.error('usage not recorded', { error });
    });
    if ('error' in outcome) throw outcome.error;
    return outcome.answer;
  });
}

/** A step that works on a batch: its answer says what the invocation used, and the step after all batches adds that up. */
export function workerHandler<Input, Output extends object>(work: (input: Input) => Promise<Output>) {
  return handlerOf(async (input: Input, invocation): Promise<Output & { usage: Usage }> => {
    const { outcome, usage } = invocation.measured(await measured(() => work(input)));
    if ('error' in outcome) throw outcome.error;
    return { ...outcome.answer, usage };
  });
}

type Invocation = { id: string; measured<Run extends { usage: Usage }>(run: Run): Run };

function handlerOf<Input, Output>(run: (input: Input, invocation: Invocation) => Promise<Output>) {
  // Handlers are made last, so this is how long the process took to start: Lambda charges for it, too.
  let startMs = Math.ceil(performance.now());
  return middy<Input, Output>()
    .use(injectLambdaContext(logger))
    .onError((request) => {
      logger.error('step failed', { input: request.event as object, error: request.error as Error });
      if (isTransient(request.error)) request.error = transientError(request.error);
    })
    .handler((input, { awsRequestId: id }) =>
      run(input, {
        id,
        measured(ran) {
          ran.usage.ms += startMs;
          startMs = 0;
          return ran;
        },
      }),
    );
}
