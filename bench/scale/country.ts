/** The city of `npm run bench -- scale`: as many shots as are wished, of a world that is nowhere whole, neither in memory nor on disk. */
import { CASES, type Case } from '../cities/cases.ts';
import { type CityPlan, planCity } from '../cities/plan-city.ts';
import { WrongInput } from '../wrong-input.ts';

/** px between planned places of neighbours: two in nine of a shot's width are shared. */
export const STEP: [number, number] = [1000, 750];

/**
 * Suburbs of the same house, lawns of the same tile, water that repeats and cycles, traffic, lakes some shots wide; shots lie up to
 * 40 px off their plan, and every column one more. 32 shades a channel: a PNG has some 650 kB, as those of OpenTTD.
 */
export const COUNTRY: Case = {
  ...CASES.plain,
  about: 'a country with towns, repeated houses and lakes',
  ...{ scenery: 'country', shot: [1280, 1024], drift: [1, 1], shades: 32 },
};

/** Columns and rows of the grid that is nearest to a square. @throws WrongInput when there is none of at most 4 to 1 */
export function gridOf(shots: number): { columns: number; rows: number } {
  for (let rows = Math.floor(Math.sqrt(shots)); rows >= 1 && shots / rows <= 4 * rows; rows--) {
    if (shots % rows === 0) return { columns: shots / rows, rows };
  }
  throw new WrongInput(
    `--shots ${shots} fill no grid of rows and columns, at most four to one: try 300, 1000, 3000, 10000.`,
  );
}

export const countryOf = (shots: number, seed: number): CityPlan =>
  planCity(COUNTRY, { ...gridOf(shots), step: STEP, seed });
