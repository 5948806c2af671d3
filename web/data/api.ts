import './zod-without-eval.ts';
import { createClient } from '../../client/client.ts';
import { token } from '../session/session.ts';
import { answered } from './answered.ts';

/** The HTTP API of the address that served the pages. */
export const api = createClient({ baseUrl: location.origin, token, fetch: answered });
