import { LOCAL } from '../../lib/limits.ts';

/** Where the command line looks by itself. */
const DEFAULT_ORIGIN = `http://127.0.0.1:${LOCAL.edgePort}`;

/** A line for the project's command line that reaches the platform at `origin`, which is the one that serves the page. */
export const tessera = (words: string, origin: string): string =>
  `npm run tessera -- ${words}${origin === DEFAULT_ORIGIN ? '' : ` --url ${origin}`}`;
