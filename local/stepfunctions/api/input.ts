import { STATE_BYTES } from '../../../lib/limits.ts';
import { ApiFailure } from './failure.ts';

/** The input of an execution, `{}` when there is none. @throws ApiFailure InvalidExecutionInput */
export function checkedInput(input: unknown): string {
  const text = input === undefined ? '{}' : String(input);
  if (Buffer.byteLength(text) > STATE_BYTES)
    throw new ApiFailure('InvalidExecutionInput', `The input has more than ${STATE_BYTES} bytes`);
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new ApiFailure(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${(error as Error).message}'`,
    );
  }
}
