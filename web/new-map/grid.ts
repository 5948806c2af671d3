import '../data/zod-without-eval.ts';
import { cellOfName, type Placement, placeByNames } from '../../client/grid.ts';
import { placeByPositions, readPositions } from '../../client/positions.ts';
import { NEIGHBOUR_OVERLAP } from '../../lib/limits.ts';
import { text } from '../text/en.ts';

/** The grid by row and column in the names, as the command line reads them; nominal positions are `step` px apart. */
export function gridFromNames(files: string[], step: { width: number; height: number }): Placement {
  const nowhere = files.filter((file) => !cellOfName(file));
  if (nowhere.length === 0) return placeByNames(files, [step.width, step.height]);
  return { placed: [], problems: nowhere.map(text.noPlace) };
}

/** Names may count from 0, from 1, or from anywhere. */
export const spanOf = (cells: number[]): number =>
  cells.reduce((a, b) => Math.max(a, b)) - cells.reduce((a, b) => Math.min(a, b)) + 1;

/** Shots farther apart show nothing together, and cannot find their places; a single row or column has no neighbours there. */
export function mostStep(size: number, shots: number): number {
  if (shots === 1) return MOST_STEP;
  return size > NEIGHBOUR_OVERLAP ? size - NEIGHBOUR_OVERLAP : size;
}
const MOST_STEP = 8192;

/** The grid by the text of a `positions.json`, in the forms that the command line reads. */
export function gridFromPositions(files: string[], json: string): Placement {
  const entries = readPositions(json);
  if (typeof entries === 'string') return { placed: [], problems: [text.wrongPositions(entries)] };
  return placeByPositions(entries, files);
}
