/** What is new in a job on top of another build. */
import { SAME_SHARE } from '../steps/list-coords.ts';
import type { Layout } from './layout.ts';

/**
 * Shots that are other ones than in the published build: how many, or which, counted row by row from 0. Undefined: there is no such
 * build, or everything is made anew.
 */
export type Changed = number | readonly number[] | undefined;

export type Changes = {
  /** On top of another build. */
  based: boolean;
  count: number;
  isNew(id: string): boolean;
  /** What the build before learnt of the game, and said of pairs that did not change, still holds. */
  keepsPairs: boolean;
};

export function changesOf(layout: Layout, changed: Changed): Changes {
  const { length } = layout;
  if (changed === undefined) return { based: false, count: length, isNew: () => true, keepsPairs: false };
  const places = typeof changed === 'number' ? spread(changed, layout) : changed;
  const ids = new Set(places.flatMap((place) => layout[place]?.id ?? []));
  return {
    based: true,
    count: ids.size,
    isNew: (id) => ids.has(id),
    keepsPairs: length - ids.size >= SAME_SHARE * length,
  };
}

/**
 * Where nobody says where, they lie apart, which touches the most tiles. Powers of the plastic number keep points of a grid apart in both
 * directions, however many are taken (Martin Roberts' R2 sequence).
 */
function spread(count: number, layout: Layout): number[] {
  const at = layout.map(({ row, col }, place) => ({
    place,
    key: (row * 0.7548776662466927 + col * 0.5698402909980532) % 1,
  }));
  return at
    .toSorted((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ place }) => place);
}
