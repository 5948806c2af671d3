import * as z from 'zod';
import { createClient } from '../../client/client.ts';
import { token } from '../session/session.ts';

// Zod compiles its checks with `new Function` where it may; the content security policy forbids it, loudly.
z.config({ jitless: true });

/** The HTTP API of the address that served the pages. */
export const api = createClient({ baseUrl: location.origin, token });
