import './zod-without-eval.ts';
import { ApiError } from '../../client/api-error.ts';
import { createMapClient } from '../../client/map-client.ts';
import { token } from '../session/session.ts';
import { text } from '../text/en.ts';
import { sendFile } from './send-file.ts';

/** The map's part of the HTTP API of the address that served the pages. */
export const api = createMapClient({ baseUrl: location.origin, token: tokenOrLater, sendFile });

/** A login that cannot be renewed just now, because nobody answers, is as good a reason to try again as a platform that is away. */
function tokenOrLater(): Promise<string | undefined> {
  return token().catch((cause) => {
    throw new ApiError(0, 'unreachable', text.loginNotRenewed, { cause });
  });
}
