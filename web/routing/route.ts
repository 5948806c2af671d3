/** The pages and their addresses. */
export type Route =
  | { page: 'home' }
  | { page: 'map'; map: string }
  | { page: 'builds'; map: string }
  | { page: 'shots'; map: string; build: string }
  | { page: 'compare'; map: string }
  | { page: 'job'; job: string }
  | { page: 'albums' }
  | { page: 'album'; album: string }
  | { page: 'share'; token: string }
  | { page: 'callback' }
  | { page: 'not-found' };

/** Which page an address means; ids are checked loosely, the API has the last word. A slash at the end changes nothing. */
export function routeOf(path: string): Route {
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  if (plain === '/') return { page: 'home' };
  if (plain === '/callback') return { page: 'callback' };
  const [, map, part] = /^\/maps\/([a-z0-9_-]{1,60})(?:\/(builds|compare))?$/.exec(plain) ?? [];
  if (map) return { page: (part ?? 'map') as 'map' | 'builds' | 'compare', map };
  const [, of, build] = /^\/maps\/([a-z0-9_-]{1,60})\/builds\/([0-9A-Z]{26})\/shots$/.exec(plain) ?? [];
  if (of && build) return { page: 'shots', map: of, build };
  const job = /^\/jobs\/(job_[0-9A-Z]{26})$/.exec(plain)?.[1];
  if (job) return { page: 'job', job };
  if (plain === '/albums') return { page: 'albums' };
  const album = /^\/albums\/(album_[0-9a-f-]{36})$/.exec(plain)?.[1];
  if (album) return { page: 'album', album };
  // Whatever it is: what is no token is a link that is not there, and the page says so.
  const token = /^\/s\/([^/]{1,200})$/.exec(plain)?.[1];
  if (token) return { page: 'share', token };
  return { page: 'not-found' };
}
