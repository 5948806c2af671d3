import type { Shot } from '../lambdas/map/shot-schemas.ts';

/** Shots that reach out of the map, left or up, and by how many px at most; those that lose most first. */
export const cutOff = (shots: readonly Pick<Shot, 'name' | 'position'>[]): { name: string; px: number }[] =>
  shots
    .map(({ name, position: [x, y] }) => ({ name, px: Math.max(-x, -y) }))
    .filter(({ px }) => px > 0)
    .sort((a, b) => b.px - a.px);
