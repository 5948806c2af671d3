/** What a typed name will make: a new map, or a new build of one that is there. Pure. */
export type NameNews =
  | { makes: 'unknown' }
  | { makes: 'map' }
  | { makes: 'build' }
  /** One of the maps has this name, but for small and capital letters, which count. */
  | { makes: 'map'; like: string };

/** The visitor's own maps as far as they are known; `complete` when there are no others. */
export type OwnNames = { names: readonly string[]; complete: boolean };

export function nameNews(typed: string, { names, complete }: OwnNames): NameNews {
  const name = typed.trim();
  if (name === '') return { makes: 'unknown' };
  if (names.includes(name)) return { makes: 'build' };
  const like = names.find((other) => other.toLowerCase() === name.toLowerCase());
  if (like !== undefined) return { makes: 'map', like };
  return complete ? { makes: 'map' } : { makes: 'unknown' };
}
