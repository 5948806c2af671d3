/** A shot with its picture and those beside it, as the platform knows them. */
import { api } from '../data/api.ts';
import { besideIn, type ShownShot, sideOf } from './neighbours.ts';
import type { Of } from './shots-of-build.tsx';

/** Around a shot. Where positions were given nothing was compared, and the pictures of neighbours are asked for one by one. */
const MOST_NEIGHBOURS = 8;

export async function loadShot({ map, build, answer }: Of, id: string): Promise<ShownShot> {
  const shot = await api.showShot(map.map, build, id);
  if (shot.pairs.length > 0) {
    return { shot, neighbours: shot.pairs.map(({ neighbour, side, ...pair }) => ({ ...neighbour, side, pair })) };
  }
  const beside = besideIn(answer.shots, shot).slice(0, MOST_NEIGHBOURS);
  const details = await Promise.all(beside.map(({ screenshot_id }) => api.showShot(map.map, build, screenshot_id)));
  return { shot, neighbours: details.map((detail) => ({ ...detail, side: sideOf(shot, detail) })) };
}
