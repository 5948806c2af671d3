/** Paints any part of a generated world: nothing of it is stored, so a city of a hundred columns costs no memory. */
import { chanceAt } from './chance.ts';
import type { Land } from './land.ts';
import { type Sprite, setInto, type View } from './sprite.ts';
import { type Sprites, TILE } from './sprites.ts';

/** When a shot was taken: what moves by itself is somewhere else in the next one. */
export type Moment = { water: Sprite; traffic: number };

/** What stands on a tile, and whether no other place looks like it. */
type Thing = { sprite: Sprite; telling: boolean };

/** The highest building, in half-rows of tiles: it reaches into a view from below. */
const HIGHEST = 14;
/** Roads lie this many tiles apart. */
const ROADS = { city: 6, suburb: 4 };

export function paintWorld(land: Land, sprites: Sprites, moment: Moment, part: Omit<View, 'data' | 'telling'>): View {
  const view: View = {
    ...part,
    data: new Uint8Array(part.width * part.height * 3),
    telling: new Uint8Array(part.width * part.height),
  };
  for (const { i, j, x, y } of tilesOf(part, 0)) {
    setInto(view, groundOf(land, sprites, moment, i, j, x, y), x - TILE.width / 2, y - TILE.height / 2, false);
  }
  for (const { i, j, x, y } of tilesOf(part, HIGHEST)) {
    const thing = thingOf(land, sprites, moment, i, j, x, y);
    if (!thing) continue;
    const { width, height } = thing.sprite;
    setInto(view, thing.sprite, x - (width >> 1), y + TILE.height / 2 - height, thing.telling);
  }
  return view;
}

/** Tiles that a part of the world shows, from back to front; x, y is a tile's centre. */
function* tilesOf({ left, top, width, height }: Omit<View, 'data' | 'telling'>, below: number) {
  const [halfWidth, halfHeight] = [TILE.width / 2, TILE.height / 2];
  const last = Math.ceil((top + height) / halfHeight) + 1 + below;
  for (let sum = Math.floor(top / halfHeight) - 1; sum <= last; sum++) {
    const first = Math.floor(left / halfWidth) - 2;
    for (let difference = first + Math.abs((first + sum) % 2); ; difference += 2) {
      const x = difference * halfWidth;
      if (x > left + width + TILE.width) break;
      yield { i: (sum + difference) / 2, j: (sum - difference) / 2, x, y: sum * halfHeight };
    }
  }
}

function groundOf(land: Land, sprites: Sprites, moment: Moment, i: number, j: number, x: number, y: number): Sprite {
  const zone = land.zoneAt(x, y);
  if (zone === 'water') return moment.water;
  if (zone === 'field') return sprites.field;
  const crossing = roadAt(zone, i, j);
  if (crossing) return sprites.roads[crossing];
  return zone === 'forest' || zone === 'city'
    ? sprites.lawn[Math.floor(chanceAt(land.seed, i, j, 1) * 4)]!
    : sprites.lawn[0]!;
}

function roadAt(zone: string, i: number, j: number): 'alongI' | 'alongJ' | 'crossing' | null {
  const apart = ROADS[zone as keyof typeof ROADS];
  if (apart === undefined) return null;
  if (i % apart === 0 && j % apart === 0) return 'crossing';
  return j % apart === 0 ? 'alongI' : i % apart === 0 ? 'alongJ' : null;
}

function thingOf(land: Land, sprites: Sprites, moment: Moment, i: number, j: number, x: number, y: number) {
  const zone = land.zoneAt(x, y);
  const chance = chanceAt(land.seed, i, j, 2);
  const of = (kinds: Sprite[], telling = true): Thing => ({
    sprite: kinds[Math.floor(chance * 7919) % kinds.length]!,
    telling,
  });
  if (roadAt(zone, i, j)) return chanceAt(moment.traffic, i, j) < 0.2 ? of(sprites.cars, false) : null;
  if (zone === 'city') return chance < 0.6 ? of(sprites.towers) : null;
  if (zone === 'suburb') return chance < 0.5 ? of(sprites.houses) : null;
  if (zone === 'forest') return chance < 0.8 ? of(sprites.trees) : null;
  if (zone === 'lawn' || zone === 'field') return chance < 0.004 ? of(sprites.trees) : null;
  if (zone === 'houses' && (i + j) % 2 === 0) {
    const odd = land.isOdd(i, j);
    return { sprite: sprites.houses[odd ? 1 : 0]!, telling: odd };
  }
  return null;
}
