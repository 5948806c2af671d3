/** The part of a game's world that somebody typed, as it is asked for; or what it lacks, in words. */
import { FARTHEST_CORNER } from '../../lambdas/map/capture-schemas.ts';
import { CAPTURES_A_SIDE } from '../../lib/limits.ts';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';

/** Least and most of each field. */
export const PART_LIMITS = {
  left: [0, FARTHEST_CORNER],
  top: [0, FARTHEST_CORNER],
  columns: [1, CAPTURES_A_SIDE],
  rows: [1, CAPTURES_A_SIDE],
} as const;

export type PartField = keyof typeof PART_LIMITS;
/** A field that is empty has no number. */
export type Part = Partial<Record<PartField, number | undefined>>;
export type PartView = { from: [number, number]; columns: number; rows: number };

const FIELDS = Object.keys(PART_LIMITS) as PartField[];

export function viewOf(part: Part): PartView | string {
  for (const field of FIELDS) {
    const value = part[field];
    const [least, most] = PART_LIMITS[field];
    if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most))
      return text.partWrong(text.partFields[field], count(least), count(most));
  }
  const { left, top, columns, rows } = part;
  if (left === undefined || top === undefined || columns === undefined || rows === undefined) return text.partNeeds;
  return { from: [left, top], columns, rows };
}
