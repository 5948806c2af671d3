import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MapRecord } from '../../ports/maps.ts';
import { mapsInMemory } from '../../ports/memory-rows.fixture.ts';
import { CreateMapRequest, MapSummary } from '../../schemas.ts';
import { ada, newBuild, type Platform, platform } from '../steps/build.fixture.ts';
import { createMap } from './create-map.ts';
import { createShotTickets } from './create-shot-tickets.ts';
import { listShots } from './list-shots.ts';
import { listMaps, showMap, summaryOf } from './read-maps.ts';

const ben = { sub: 'ben', scopes: [] };
let on: Platform;
beforeEach(async () => {
  on = await platform();
});

describe('createMap', () => {
  it("finds the owner's map of that name again, and only theirs", async () => {
    const first = await createMap({ name: 'Harbour', attribution: 'by Ada' }, 'ada', on);
    const again = await createMap({ name: 'Harbour' }, 'ada', on);
    expect([first.created, again.created]).toEqual([true, false]);
    expect(again.map).toEqual(first.map);
    expect((await createMap({ name: 'Harbour' }, 'ben', on)).map.map).not.toBe(first.map.map);
    expect(MapSummary.parse(summaryOf(first.map, ada))).toMatchObject({ own: true, published_build: null });
  });

  it('takes a new attribution', async () => {
    await createMap({ name: 'Harbour', attribution: 'a' }, 'ada', on);
    const { map } = await createMap({ name: 'Harbour', attribution: 'b' }, 'ada', on);
    expect(on.maps.rows.get(map.map)!.attribution).toBe('b');
  });

  it('answers the map of a request that came first', async () => {
    vi.spyOn(on.maps, 'findByName').mockResolvedValueOnce(undefined);
    expect(await createMap({ name: 'City' }, 'ada', on)).toMatchObject({ created: false, map: { map: on.map } });
  });

  it('takes a name without the blanks around it', () => {
    expect(CreateMapRequest.parse({ name: ' City ' })).toEqual({ name: 'City' });
  });
});

describe('listMaps', () => {
  const record = (number: number, owner: string): MapRecord => ({
    ...{ map: `m${number}`, owner, name: `${number}`, visibility: number % 2 ? 'public' : 'private', attribution: '' },
    ...{ created_at: '2026-01-01T00:00:00.000Z', updated_at: new Date(number * 1000).toISOString() },
    ...(number % 5 && { published_build: '1' }),
  });
  const all = Array.from({ length: 240 }, (_, i) => record(i, i < 120 ? 'ada' : 'ben'));
  const walk = async (caller: typeof ada | undefined) => {
    const maps = mapsInMemory(all);
    const found: string[] = [];
    let next: string | undefined;
    do {
      const page = await listMaps(caller, next, maps);
      expect(page.maps.length).toBeLessThanOrEqual(50);
      found.push(...page.maps.map(({ map, own }) => (own ? `${map} own` : map)));
      next = page.next ?? undefined;
    } while (next);
    return found;
  };
  const newestFirst = (numbers: number[], suffix = '') => numbers.toReversed().map((number) => `m${number}${suffix}`);
  const odd = Array.from({ length: 120 }, (_, i) => 2 * i + 1);

  const published = odd.filter((number) => number % 5);

  it('shows own maps first, then published ones of others, each once', async () => {
    const own = Array.from({ length: 120 }, (_, i) => i);
    const expected = [...newestFirst(own, ' own'), ...newestFirst(published.filter((number) => number >= 120))];
    expect(await walk(ada)).toEqual(expected);
  });

  it('shows published maps without a login', async () => {
    expect(await walk(undefined)).toEqual(newestFirst(published));
  });
});

describe('a map', () => {
  it('shows builds as their jobs are, newest first', async () => {
    const first = await newBuild(on, [{ x: 0, y: 0 }]);
    await on.jobs.fail(first, { error: { code: 'x', message: 'y' }, failures: 0, at: '', expires_at: 1 });
    const second = await newBuild(on, [{ x: 0, y: 0 }]);
    const { builds } = await showMap(on.map, undefined, on);
    expect(builds.map(({ build, status, published }) => [build, status, published])).toEqual([
      [second.build, 'preparing', false],
      [first.build, 'failed', false],
    ]);
  });

  it('shows its newest 50 builds', async () => {
    const { build } = await newBuild(on, [{ x: 0, y: 0 }]);
    const record = on.builds.rows.get(build)!;
    const ids = Array.from({ length: 50 }, (_, index) => `02${index + 10}`);
    for (const id of ids) on.builds.rows.set(id, { ...record, build: id });
    const { builds } = await showMap(on.map, undefined, on);
    expect(builds.map(({ build: id }) => id)).toEqual(ids.toReversed());
  });

  it('that is private is there for its owner only', async () => {
    on.maps.rows.set(on.map, { ...on.maps.rows.get(on.map)!, visibility: 'private' });
    expect(await showMap(on.map, ada, on)).toMatchObject({ own: true });
    for (const caller of [ben, undefined]) {
      await expect(showMap(on.map, caller, on)).rejects.toMatchObject({ status: 404 });
    }
  });

  it('takes shots of its owner only', async () => {
    await expect(createShotTickets(on.map, { files: [] }, ben, on)).rejects.toMatchObject({ status: 404 });
  });

  it('says why it has no shots to show yet', async () => {
    const { build } = await newBuild(on, [{ x: 0, y: 0 }]);
    await expect(listShots({ map: on.map, build }, ada, on)).rejects.toMatchObject({ code: 'no_positions' });
    await expect(listShots({ map: on.map, build: 'none' }, ada, on)).rejects.toMatchObject({ code: 'not_found' });
  });
});
