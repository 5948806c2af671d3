/**
 * Every page in every state, at both sizes, in light and dark: nothing jumps while data arrive, everybody can read and reach
 * everything, nothing moves for those who want no motion. `npm run gallery` leaves a picture of each.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeOf } from '../../web/routing/route.ts';
import { browsing } from '../support/browsing.ts';
import { buildCity, type City } from './gallery/city.ts';
import { goThrough } from './gallery/go-through.ts';
import { PAGES } from './gallery/pages.ts';
import { openSurfaces, type Surfaces } from './gallery/surfaces.ts';
import { STATES } from './gallery/walk.ts';

const here = browsing();
let city: City;
let surfaces: Surfaces;
beforeAll(async () => {
  [city, surfaces] = await Promise.all([buildCity(here), openSurfaces(here)]);
});
afterAll(() => surfaces?.close());

describe.each(Object.entries(PAGES))('%s', (name, { walks, without = {} }) => {
  test('has its four states, or says why not', () => {
    const shown = new Set(walks.flatMap(({ stages }) => stages.map(({ state }) => state)));
    expect(STATES.filter((state) => shown.has(state) === state in without)).toEqual([]);
  });

  test.each(walks.map((walk) => [titleOf(walk), walk] as const))('%s', async (_, walk) => {
    const [path] = walk.path(city).split(/[?#]/);
    expect(routeOf(path!).page).toBe(name);
    expect(await goThrough(walk, name, surfaces, city)).toEqual([]);
  });
});

function titleOf({ stages }: { stages: { state: string; what?: string }[] }): string {
  return stages.map(({ state, what }) => (what ? `${state}: ${what}` : state)).join(', then ');
}
