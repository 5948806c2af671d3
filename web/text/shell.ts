/** A value as a POSIX shell takes it literally, whatever stands in it: names of maps are other people's. */
export const quoted = (value: string): string => `'${value.replaceAll("'", String.raw`'\''`)}'`;
