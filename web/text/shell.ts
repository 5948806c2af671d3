import { LOCAL } from '../../lib/limits.ts';

/** A value as a POSIX shell takes it literally, whatever stands in it: names of maps are other people's. */
export const quoted = (value: string): string => `'${value.replaceAll("'", String.raw`'\''`)}'`;

/** Where the command line looks by itself. */
const DEFAULT_ORIGIN = `http://127.0.0.1:${LOCAL.edgePort}`;

/** A line for the project's command line that reaches the platform at `origin`, which is the one that serves the page. */
export const tessera = (words: string, origin: string): string =>
  `npm run tessera -- ${words}${origin === DEFAULT_ORIGIN ? '' : ` --url ${origin}`}`;
