import { ApiError } from '../../client/api-error.ts';
import { text } from '../text/en.ts';

/** The API names builds by their ids; people know them by their dates, and see the list beside the sentence. */
export function inPlainWords(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const words = text.publishRefused[error.code as keyof typeof text.publishRefused];
  return words ? new ApiError(error.status, error.code, words, { cause: error }) : error;
}
