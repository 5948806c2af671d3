import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { logger } from './log.ts';
import { isTransient, transientError } from './transient.ts';

/**
 * One state of a workflow. Errors pass on: their name (the code of a TesseraError) is the error name that the state
 * machine's Retry and Catch see, their message is its cause. What may succeed later is named `Transient`: it is retried.
 */
export function stepHandler<Input, Output>(step: (input: Input) => Promise<Output>) {
  return middy<Input, Output>()
    .use(injectLambdaContext(logger))
    .onError((request) => {
      logger.error('step failed', { input: request.event as object, error: request.error as Error });
      if (isTransient(request.error)) request.error = transientError(request.error);
    })
    .handler((input) => step(input));
}
