import type { ClientOptions } from '../../client/api-caller.ts';
import { ApiError } from '../../client/api-error.ts';
import { token } from '../session/session.ts';
import { text } from '../text/en.ts';
import { sendFile } from './send-file.ts';

/** How every part of the API is called. */
export const callOptions: ClientOptions = { baseUrl: location.origin, token: tokenOrLater, sendFile };

/** A login that cannot be renewed just now, because nobody answers, is as good a reason to try again as a platform that is away. */
function tokenOrLater(): Promise<string | undefined> {
  return token().catch((cause) => {
    throw new ApiError(0, 'unreachable', text.loginNotRenewed, { cause });
  });
}
