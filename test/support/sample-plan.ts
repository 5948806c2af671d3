/** The plan of the sample city's captures, and where it lies in the world of its save. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const SAMPLE = join(import.meta.dirname, '../../examples/openttd');
export const SAMPLE_SAVE = join(SAMPLE, 'city.sav');

type Point = [number, number];
export type SampleCapture = { file: string; row: number; col: number; nominal: Point; true: Point; ambiguous?: true };
const plan: { corner: Point; captures: [SampleCapture, ...SampleCapture[]] } = JSON.parse(
  readFileSync(join(SAMPLE, 'dataset.json'), 'utf8'),
);
export const sampleCaptures: SampleCapture[] = plan.captures;

const [{ nominal }] = plan.captures;
/** Top-left of the first capture as it was planned, in px of the world: a game that begins there takes them at the same places. */
export const SAMPLE_START: Point = [plan.corner[0] + nominal[0], plan.corner[1] + nominal[1]];
