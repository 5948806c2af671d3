/** Leave to read the tiles of private maps, for programs: pages have it from cookies that the browser keeps. */
import { isPrivateMap, mapOfTilePath } from '../lambdas/map/tile-paths.ts';
import { COOKIES_RENEWED_AT } from '../lib/limits/cookies.ts';

type Leave = { headers: Record<string, string>; until: number };
type Options = {
  /** Asks the gate: whole Set-Cookie values, and how many seconds they are good for. */
  open(map: string): Promise<{ cookies: string[]; expires_in: number }>;
  now?: () => number;
};

/** Answers the headers that a path wants. Many that are asked at once, and all within the time of the cookies, ask the gate once. */
export function tileCookies({ open, now = Date.now }: Options): (path: string) => Promise<Record<string, string>> {
  const known = new Map<string, Promise<Leave>>();
  const ask = async (map: string): Promise<Leave> => {
    const { cookies, expires_in } = await open(map);
    const cookie = cookies.map((each) => each.split(';')[0]).join('; ');
    return { headers: cookie ? { cookie } : {}, until: now() + expires_in * COOKIES_RENEWED_AT * 1000 };
  };
  return async (path) => {
    const map = mapOfTilePath(path);
    if (!map || !isPrivateMap(map)) return {};
    const before = known.get(map);
    if (before && now() < (await before).until) return (await before).headers;
    // Another that waited beside us may have asked meanwhile.
    if (known.get(map) === before) {
      const asked = ask(map);
      known.set(map, asked);
      // One that failed is nobody's leave: the next asks again.
      asked.catch(() => known.delete(map));
    }
    return (await known.get(map)!).headers;
  };
}
