/** Somebody who may not see a private map, and tries all the time while work on it goes on. */
import { setTimeout } from 'node:timers/promises';
import { createClient } from '../../client/client.ts';
import type { Inside } from './inside.ts';

export type Spied = {
  /** How often everything was tried. */
  rounds: number;
  /** Builds of which tiles were there when they were tried. */
  builds: Set<string>;
  /** Objects that lie where the edge shows them to everybody, and addresses that answered. */
  seen: string[];
};

/** Whoever looks without a pause leaves no processor to what is looked at. */
const PAUSE_MS = 100;
/** Of all files of a round as many are asked for by address; they are taken in turn. */
const ASKED = 6;

/**
 * Looks where every object of the map lies and asks for tiles without cookies, with cookies of something else, and under the address
 * that tiles of a public map have, until it is stopped.
 * @param options.map a private map
 * @param options.cookies of other maps and albums, of which none is right
 */
export function spyOn(
  { url, within }: { url: string; within: Inside },
  { map, cookies }: { map: string; cookies: () => Promise<string[]> },
): { stop(): Promise<Spied> } {
  const spied: Spied = { rounds: 0, builds: new Set(), seen: [] };
  const hidden = `media/maps/${map}/`;
  const anonymous = createClient({ baseUrl: url });
  let isOver = false;

  async function tryAddress(path: string, cookie: string): Promise<void> {
    const { status } = await fetch(url + path, { headers: cookie ? { cookie } : {} });
    if (![403, 404].includes(status)) spied.seen.push(`${path} ${cookie && 'with cookies of others '}${status}`);
  }
  async function round(): Promise<void> {
    const objects = (await within.objects(map)).filter(({ bucket }) => !bucket.endsWith('work-bucket'));
    for (const { bucket, key } of objects) if (!key.startsWith(hidden)) spied.seen.push(`${bucket}/${key}`);
    const tiles = objects.map(({ key }) => key).filter((key) => key.startsWith(hidden));
    for (const key of tiles) spied.builds.add(key.slice(hidden.length).split('/')[0]!);
    const some = Array.from({ length: Math.min(ASKED, tiles.length) }, (_, i) => {
      return tiles[(spied.rounds * ASKED + i) % tiles.length]!;
    });
    const wrong = ['', ...(await cookies())];
    for (const key of [...some, `${hidden}map.json`]) {
      const asPublic = key.replace(hidden, `tiles/${map}/`);
      await Promise.all(wrong.flatMap((cookie) => [`/${key}`, `/${asPublic}`].map((path) => tryAddress(path, cookie))));
    }
    const shown = await anonymous.showMap(map).catch(({ status }) => status);
    if (shown !== 404) spied.seen.push(`the map itself: ${JSON.stringify(shown)}`);
    spied.rounds++;
  }
  const going = (async () => {
    while (!isOver) {
      await round();
      await setTimeout(PAUSE_MS);
    }
    // What the last step left.
    await round();
  })();
  // Whoever stops it hears of it.
  going.catch(() => {});
  return {
    async stop() {
      isOver = true;
      await going;
      return spied;
    },
  };
}
