/** A value as a POSIX shell takes it literally, whatever stands in it: names of maps are other people's. */
export const quoted = (value: string): string => `'${value.replaceAll("'", String.raw`'\''`)}'`;

/** What no shell reads as anything else, so that people need not read quotes. */
const PLAIN = /^[\w@%+:,./=-]+$/;

/** The same, in quotes only where it needs them. */
export const shellWord = (value: string): string => (PLAIN.test(value) ? value : quoted(value));
