/** Generated cities cut into overlapping shots whose true places are known. The same for the same wishes, everywhere. */
import type { Box, XY } from '../../lambdas/map/placement.ts';
import type { Pixels } from '../../lambdas/map/ports/pictures.ts';
import { CASES, type CaseName } from './cases.ts';
import { type CityExtent, planCity } from './plan-city.ts';
import { solvableShots } from './solvable.ts';

export type CityWishes = CityExtent & { case: CaseName };

export type CityShot = {
  name: string;
  row: number;
  col: number;
  nominal: XY;
  /** Where what it shows lies in the world, px of the same plane as `nominal`. */
  true: XY;
  pixels: Pixels;
  /** Whether its picture and its neighbours' can tell its place; false as well for one that stands for another. */
  solvable: boolean;
};
export type City = { shots: CityShot[]; boxes: Box[]; shot: [number, number]; step: [number, number] };

export function makeCity(wishes: CityWishes): City {
  const { slots, boxes, extent, paint } = planCity(CASES[wishes.case], wishes);
  const taken = slots.map((slot) => ({ ...slot, view: paint(slot) }));
  const solvable = solvableShots(taken);
  const shots = taken.map(({ row, col, nominal, true: at, view }, index): CityShot => {
    const pixels: Pixels = { width: view.width, height: view.height, channels: 3, data: view.data };
    return { name: `r${two(row)}_c${two(col)}`, row, col, nominal, true: at, pixels, solvable: solvable[index]! };
  });
  return { shots, boxes, shot: extent.shot, step: extent.step };
}

const two = (value: number) => String(value).padStart(2, '0');
