/** Patterns of policies: `*` is any number of characters (also `/` and `:`), `?` is one. */
export type Matches = (text: string) => boolean;

/** @param options.ignoreCase for actions; resources tell A from a */
export function pattern(source: string, options: { ignoreCase?: boolean } = {}): Matches {
  if (source === '*') return () => true;
  if (!options.ignoreCase && !/[*?]/.test(source)) return (text) => text === source;
  const escaped = source.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(
    `^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`,
    options.ignoreCase ? 'is' : 's',
  );
  return (text) => expression.test(text);
}

/** ArnLike compares the six parts of an ARN one by one: a wildcard of one part does not reach into the next. */
export function arnPattern(source: string): Matches {
  const parts = partsOf(source).map((part) => pattern(part));
  return (text) => {
    const given = partsOf(text);
    return given.length === parts.length && parts.every((matches, i) => matches(given[i]!));
  };
}

const partsOf = (arn: string) => {
  const words = arn.split(':');
  return words.length < 6 ? words : [...words.slice(0, 5), words.slice(5).join(':')];
};
