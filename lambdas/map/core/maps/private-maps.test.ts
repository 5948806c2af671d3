import { beforeEach, describe, expect, it } from 'vitest';
import { randomIds } from '../../../kernel/ids.ts';
import { cannotSign } from '../../../media/signing/cannot-sign.ts';
import type { Signer } from '../../../media/signing/signer.ts';
import { MapId } from '../../field-schemas.ts';
import { isPrivateMap, markOf } from '../../tile-paths.ts';
import { buildAndPublish, newBuild, type Platform, platform } from '../steps/build.fixture.ts';
import { createMap } from './create-map.ts';
import { listShots } from './list-shots.ts';
import { withPictures } from './map-pictures.ts';
import { mapSession } from './map-session.ts';
import { listMaps, readableMap, showMap } from './read-maps.ts';
import { rollBack } from './roll-back.ts';
import { showTile } from './show-tile.ts';

const ada = { sub: 'ada', scopes: [] };
const ben = { sub: 'ben', scopes: [] };
const signer: Signer = {
  url: async (path, seconds) => `${path}?for=${seconds}`,
  cookies: async (prefix, seconds) => [`of ${prefix} for ${seconds}`],
};
const unable: Signer = {
  url: () => Promise.reject(cannotSign('no key')),
  cookies: () => Promise.reject(cannotSign('no key')),
};
const PLACES = [{ x: 600, y: 100 }];

let on: Platform;
/** Builds of the platform are of a private map. */
beforeEach(async () => {
  on = await platform();
  on.map = (await createMap({ name: 'Secret', visibility: 'private' }, 'ada', on)).map.map;
});

describe('an id', () => {
  it.each(['City', 'a_b', '__', '_', 'City_abc123', '東京', 'x'.repeat(80)])('of "%s" says who may see it', (name) => {
    const [open, closed] = [randomIds.slug(name, markOf('public')), randomIds.slug(name, markOf('private'))];
    expect([isPrivateMap(open), isPrivateMap(closed)]).toEqual([false, true]);
    for (const id of [open, closed]) expect(MapId.parse(id)).toBe(id);
  });
});

describe('who may see a map', () => {
  it('is chosen when it is made', async () => {
    const { map } = await createMap({ name: 'Other', visibility: 'private' }, 'ada', on);
    expect(map).toMatchObject({ visibility: 'private', map: expect.stringMatching(/^other_/) });
    expect((await createMap({ name: 'Plain' }, 'ada', on)).map).toMatchObject({ visibility: 'public' });
  });

  it('is not changed by who asks for the map again, or says the same', async () => {
    for (const again of [{ name: 'Secret' }, { name: 'Secret', visibility: 'private' as const }]) {
      expect(await createMap(again, 'ada', on)).toMatchObject({ created: false, map: { visibility: 'private' } });
    }
  });

  it.each([
    ['Secret', 'public'],
    ['City', 'private'],
  ] as const)('%s does not become %s, and keeps its attribution', async (name, visibility) => {
    const refused = createMap({ name, visibility, attribution: 'another' }, 'ada', on);
    await expect(refused).rejects.toMatchObject({ status: 409, code: 'visibility_fixed' });
    expect((await on.maps.findByName('ada', name))!.attribution).toBe('');
  });
});

it('a private map is not there for others, on any way of reading, nor in their lists', async () => {
  const ref = await newBuild(on, PLACES);
  await buildAndPublish(on, ref);
  const tile = { map: on.map, build: ref.build, z: '0', x: '0', y: '0' };
  for (const caller of [ben, undefined]) {
    for (const read of [
      () => readableMap(on.map, caller, on.maps),
      () => showMap(on.map, caller, on),
      () => listShots({ map: on.map, build: ref.build }, caller, on),
      () => showTile(tile, caller, on),
    ]) {
      await expect(read()).rejects.toMatchObject({ status: 404, message: expect.not.stringContaining('private') });
    }
    expect((await listMaps(caller, undefined, on.maps)).maps.map(({ map }) => map)).not.toContain(on.map);
  }
  await expect(mapSession(on.map, ben, { ...on, signer })).rejects.toMatchObject({ status: 404 });
  expect((await showTile(tile, ada, on)).picture_url).toBe(`/media/maps/${on.map}/${ref.build}/0/0/0.png`);
});

it('nothing of it lies where everybody may read, of any build; it is published, built upon and rolled back', async () => {
  const first = await newBuild(on, PLACES);
  await buildAndPublish(on, first);
  const second = await newBuild(on, [...PLACES, { x: 1200, y: 100 }], { save_data_id: 'later' });
  await buildAndPublish(on, second);
  expect((await on.maps.find(on.map))!.published_build).toBe(second.build);
  const [, ...rest] = await Promise.all([
    rollBack(on.map, { from: second.build }, ada, on),
    ...[first, second].map(async ({ build }) => on.tiles.stat(`media/maps/${on.map}/${build}/map.json`)),
  ]);
  expect(rest.every(Boolean)).toBe(true);
  expect((await on.maps.find(on.map))!.published_build).toBe(first.build);
  const stored = [...on.tiles.objects].filter(([key]) => key.includes(on.map));
  expect(stored.length).toBeGreaterThan(4);
  for (const [key, { headers }] of stored) {
    expect(key).toMatch(new RegExp(`^media/maps/${on.map}/`));
    expect(headers.cacheControl).not.toContain('public');
  }
});

describe('leave to see its tiles', () => {
  it('is cookies for two minutes, for its folder', async () => {
    expect(await mapSession(on.map, ada, { ...on, signer })).toEqual({
      cookies: [`of /media/maps/${on.map} for 120`],
      expires_in: 120,
    });
  });

  it('is refused where it is not needed, and 503 where nothing can be signed', async () => {
    const city = (await on.maps.findByName('ada', 'City'))!.map;
    await expect(mapSession(city, ada, { ...on, signer })).rejects.toMatchObject({ status: 409, code: 'public_map' });
    await expect(mapSession(on.map, ada, { ...on, signer: unable })).rejects.toMatchObject({ status: 503 });
  });
});

describe('pictures in a list', () => {
  const list = async (by: Signer) =>
    (await withPictures(await listMaps(ada, undefined, on.maps), { ...on, signer: by })).maps;
  beforeEach(async () => {
    await buildAndPublish(on, await newBuild(on, PLACES));
  });

  it('of private maps are signed for; where nothing is published there are none', async () => {
    const [secret, city] = ['Secret', 'City'].map((name) => expect.objectContaining({ name }));
    const found = await list(signer);
    expect(found).toEqual(expect.arrayContaining([secret, city]));
    expect(found.map(({ name, picture_url }) => [name, picture_url])).toEqual(
      expect.arrayContaining([
        ['Secret', expect.stringMatching(/^\/media\/maps\/secret_.*\/0\/0\/0\.png\?for=120$/)],
        ['City', null],
      ]),
    );
  });

  it('are left out where nothing can be signed', async () => {
    expect((await list(unable)).map(({ picture_url }) => picture_url)).toEqual([null, null]);
  });
});
