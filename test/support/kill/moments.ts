/** When the platform is killed: moments spread over everything that happens from the request to the last state. */

/** `state`: a part of the time that the state takes has gone by since it was entered. `object`: one was just stored. */
export type Moment = ({ state: string; part: number } | { object: string; afterMs: number }) & {
  /** Killed a second time, when this part of a start's time has gone by. */
  again?: number;
};

/**
 * Objects that a step stores as one of its last acts: killed then, the work is done and nobody knows it. The request's is
 * stored between the job's row and the start of its execution.
 */
const LAST_ACTS = [
  'plan/request.json',
  'plan/areas.jsonl',
  'calibration.json',
  'plan/blocks.jsonl',
  'tiles/0_0.json',
  'tiles/top.json',
  'coverage.json',
  'plan/cleanup.jsonl',
];
const STATES = [
  'Plan',
  'Capture',
  'CheckCapture',
  'Calibrate',
  'Coords',
  'CheckCoords',
  'Solve',
  'Tile',
  'CheckTile',
  'Top',
  'CountTop',
  'Verify',
  'Publish',
  'Cleanup',
];

/** 22 moments: one in every state that takes time and after every last act; every third is killed twice. */
export function moments(random: () => number): Moment[] {
  const all: Moment[] = [
    // A little more than the whole: between the end of a state's work and the next one.
    ...STATES.map((state) => ({ state, part: random() * 1.1 })),
    ...LAST_ACTS.map((object) => ({ object, afterMs: random() * 20 })),
  ];
  return all.map((moment, i) => (i % 3 === 0 ? { ...moment, again: random() * 1.3 } : moment));
}

export const nameOf = (moment: Moment): string =>
  'state' in moment
    ? `${Math.round(moment.part * 100)} % of ${moment.state}`
    : `${moment.afterMs.toFixed(0)} ms after ${moment.object}`;
