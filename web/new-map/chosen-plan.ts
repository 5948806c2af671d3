import type { Placement } from '../../client/grid.ts';
import { checkPictures, type Picture } from '../parts/check-pictures.ts';
import type { Chosen } from '../parts/dropped-files.ts';
import { text } from '../text/en.ts';
import { gridFromNames, gridFromPositions } from './grid.ts';

/** What the chosen files are good for: a plan, or problems that name each file with its remedy. */
export type ChosenPlan = {
  folder: string;
  pictures: Map<string, Picture>;
  /** The plan for a step between neighbours; the step plays no part when a file gives the positions. */
  grid: (step: { width: number; height: number }) => Placement;
  /** A file among them gives the positions. */
  fromPositions: boolean;
  problems: string[];
};

/** For rows, columns and problems, on which the step has no influence. */
export const ANY_STEP = { width: 1, height: 1 };

const PICTURE_NAME = /\.(png|jpe?g|webp)$/i;

/** Files that are neither pictures nor positions (licences, notes) are left aside, as the command line does. */
export async function planOf(
  chosen: Chosen,
  onChecked: (done: number, all: number) => void,
  signal: AbortSignal,
): Promise<ChosenPlan> {
  const candidates = chosen.files.filter(({ name }) => PICTURE_NAME.test(name) && !name.startsWith('.'));
  const tell = (done: number) => onChecked(done, candidates.length);
  const { pictures, problems } = await checkPictures(candidates, tell, signal);
  const names = candidates.map(({ name }) => name).toSorted();
  const positions = chosen.files.find(({ name }) => name === 'positions.json');
  const json = await positions?.text();
  const grid: ChosenPlan['grid'] = (step) =>
    json === undefined ? gridFromNames(names, step) : gridFromPositions(names, json);
  const found = names.length === 0 ? [text.noPictures] : [...problems, ...twice(names), ...grid(ANY_STEP).problems];
  return {
    folder: chosen.folder ?? '',
    pictures: new Map(pictures.map((picture) => [picture.file.name, picture])),
    grid,
    fromPositions: json !== undefined,
    problems: found,
  };
}

/** Names of sorted files that stand there more than once: from folders in the folder. */
const twice = (sorted: string[]): string[] =>
  sorted.filter((name, index) => name === sorted[index - 1]).map(text.twice);
