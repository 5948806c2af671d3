/** Must be imported before any schema is made: Zod tries `new Function` then, and the content security policy forbids it, loudly. */
import * as z from 'zod';

z.config({ jitless: true });
