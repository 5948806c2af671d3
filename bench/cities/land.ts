/** Which zone lies where in a generated world, in px of the world. */
import { chanceAt, smoothAt } from './chance.ts';

export type Zone = 'water' | 'lawn' | 'field' | 'forest' | 'suburb' | 'city' | 'houses';
export type Land = {
  seed: number;
  zoneAt(x: number, y: number): Zone;
  /** In the zone `houses`, where all houses are the same: whether this tile has another one. */
  isOdd(i: number, j: number): boolean;
};
export type Scenery = 'mixed' | 'country' | 'sea' | 'lake' | 'odd-houses' | 'one-odd-house';

/** Where the shots lie, for what is put at a certain shot. */
export type Extent = { columns: number; rows: number; step: [number, number]; shot: [number, number] };

/** Of houses that are all the same, every twenty-fifth is another one: one or two in an overlap of 160 x 512 px. */
const ODD_HOUSES = 1 / 25;

export function landOf(scenery: Scenery, seed: number, extent: Extent): Land {
  const nowhere = () => false;
  if (scenery === 'odd-houses') {
    return { seed, zoneAt: () => 'houses', isOdd: (i, j) => chanceAt(seed, i, j, 3) < ODD_HOUSES };
  }
  if (scenery === 'one-odd-house') {
    const { columns, rows, step, shot } = extent;
    // In the overlap of the two shots in the middle: they alone can know how they lie to each other.
    const x = Math.floor((columns - 1) / 2) * step[0] + (step[0] + shot[0]) / 2;
    const y = Math.floor((rows - 1) / 2) * step[1] + shot[1] / 2;
    const [difference, sum] = [2 * Math.round(x / 64), 2 * Math.round(y / 32)];
    const [oddI, oddJ] = [(sum + difference) / 2, (sum - difference) / 2];
    return { seed, zoneAt: () => 'houses', isOdd: (i, j) => i === oddI && j === oddJ };
  }
  if (scenery === 'sea') return { seed, zoneAt: (x, y) => seaAt(seed, x, y), isOdd: nowhere };
  if (scenery === 'lake') {
    const isLake = lakeOf(extent);
    return { seed, zoneAt: (x, y) => (isLake(x, y) ? 'water' : mixedAt(seed, x, y, 0)), isOdd: nowhere };
  }
  if (scenery === 'country') {
    return { seed, zoneAt: (x, y) => (isSea(seed, x, y) ? 'water' : mixedAt(seed, x, y, 0.2)), isOdd: nowhere };
  }
  return { seed, zoneAt: (x, y) => mixedAt(seed, x, y, 0.2), isOdd: nowhere };
}

/** @param water share of it, about */
function mixedAt(seed: number, x: number, y: number, water: number): Zone {
  if (smoothAt(seed + 1, x / 700, y / 420) < water) return 'water';
  const kind = smoothAt(seed + 2, x / 620, y / 370);
  if (kind > 0.82) return 'lawn';
  if (kind > 0.72) return 'forest';
  if (kind > 0.55) return 'suburb';
  return kind < 0.15 ? 'field' : 'city';
}

/** Lakes some shots wide, one in a few dozen shots of which shows nothing else. */
const isSea = (seed: number, x: number, y: number) => smoothAt(seed + 3, x / 3600, y / 2800) < 0.16;

/** Two thirds water, and islands that are built up. */
function seaAt(seed: number, x: number, y: number): Zone {
  const height = smoothAt(seed + 1, x / 330, y / 260);
  if (height < 0.56) return 'water';
  return height < 0.6 ? 'forest' : 'city';
}

/** Water over all that five by five shots in the middle show (fewer in a smaller city), wherever they really lie. */
function lakeOf({ columns, rows, step, shot }: Extent): (x: number, y: number) => boolean {
  const [across, down] = [Math.min(5, columns - 2), Math.min(5, rows - 2)];
  const [column, row] = [(columns - across) >> 1, (rows - down) >> 1];
  // A tenth of a shot for where they lie off the plan, and a tile; below as well what the highest building reaches up.
  const margin = shot[0] / 10 + 64;
  const [left, right] = [column * step[0] - margin, (column + across - 1) * step[0] + shot[0] + margin];
  const [top, bottom] = [row * step[1] - margin, (row + down - 1) * step[1] + shot[1] + margin + 224];
  return (x, y) => x > left && x < right && y > top && y < bottom;
}
