import '../data/zod-without-eval.ts';
import { cellOfName, type Placement, placeByNames } from '../../client/grid.ts';
import { placeByPositions, readPositions } from '../../client/positions.ts';
import { text } from '../text/en.ts';

/** The grid by row and column in the names, as the command line reads them; nominal positions are `step` px apart. */
export function gridFromNames(files: string[], step: { width: number; height: number }): Placement {
  const nowhere = files.filter((file) => !cellOfName(file));
  if (nowhere.length === 0) return placeByNames(files, [step.width, step.height]);
  return { placed: [], problems: nowhere.map(text.noPlace) };
}

/** The grid by the text of a `positions.json`, in the forms that the command line reads. */
export function gridFromPositions(files: string[], json: string): Placement {
  const entries = readPositions(json);
  if (typeof entries === 'string') return { placed: [], problems: [text.wrongPositions(entries)] };
  return placeByPositions(entries, files);
}
