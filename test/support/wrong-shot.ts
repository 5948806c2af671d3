/** A map of six shots, one of which is planned where it does not belong, and said to be exact. */
import type { Client } from '../../client/client.ts';
import { endOf, startJob } from './caller.ts';
import { capturesOf, SMALL_GRID, SMALL_WORLD } from './world.ts';

/** `r01_c01.png`: how far its plan is off, in px. */
export const OFF: [number, number] = [31, -14];
const WRONG = 4;

export type WrongShot = { map: string; build: string; wrong: number; truth: [number, number] };

/** @returns where the shot belongs, and its place among the shots */
export async function mapWithWrongShot(api: Client, name: string): Promise<WrongShot> {
  const { map } = await api.createMap({ name });
  const captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
  const shot = captures[WRONG]!;
  const truth = shot.nominal;
  captures[WRONG] = { ...shot, nominal: [truth[0] + OFF[0], truth[1] + OFF[1]] };
  const { build } = await endOf(api, await startJob(api, map, captures));
  return { map, build, wrong: WRONG, truth };
}
