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
  const places = typeof changed === 'number' ? spread(changed, length) : changed;
  const ids = new Set(places.flatMap((place) => layout[place]?.id ?? []));
  return {
    based: true,
    count: ids.size,
    isNew: (id) => ids.has(id),
    keepsPairs: length - ids.size >= SAME_SHARE * length,
  };
}

/** Where nobody says where, they lie apart, which touches the most tiles. */
const spread = (count: number, all: number) =>
  Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * all) / count));
