/**
 * Requests of a job to S3 and DynamoDB, function by function, as the code makes them. Proved on runs in the twin, which counts what it
 * serves (test/local/cost.test.ts).
 */
import { SHOTS_PER_BAND } from '../pair-bands.ts';
import { SHOTS_LOOKED_AT } from '../steps/capture-size.ts';
import { TILES_DECODED } from '../steps/verify.ts';
import type { JobShape } from './job-shape.ts';

export type Requests = { writes: number; reads: number; writeUnits: number; readUnits: number };
export const NO_REQUESTS: Requests = { writes: 0, reads: 0, writeUnits: 0, readUnits: 0 };

export const sumOfRequests = (all: Requests[]): Requests => ({
  writes: all.reduce((sum, { writes }) => sum + writes, 0),
  reads: all.reduce((sum, { reads }) => sum + reads, 0),
  writeUnits: all.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
  readUnits: all.reduce((sum, { readUnits }) => sum + readUnits, 0),
});

/** DynamoDB units of a write to a row of up to 1 kB that one index holds, as the rows of jobs and media are. */
const INDEXED = 2;
/** The request is stored; what holds its inputs, the rows of job and build with their transactions; what is looked up for it. */
export const OF_THE_CREATION: Requests = { reads: 0, writes: 1, writeUnits: 13, readUnits: 3 };
/** A batch: its own row and the job's, twice each because it is a transaction, and the job's place in the index. */
export const UNITS_OF_BATCH = 5;
/** The publishing transaction: the rows of map and job, twice each; the map moves within two indexes, the job stays in its one. */
const UNITS_OF_PUBLISHING = 9;

/** Objects that a Map's reader and its result writer ask for. */
export const OF_A_MAP: Requests = { ...NO_REQUESTS, reads: 1, writes: 2 };
/** The state that completes the job. */
export const OF_THE_END: Requests = { ...NO_REQUESTS, writeUnits: INDEXED };

export type JobFacts = { keep_shots: boolean; exact: boolean };

const KEYS_PER_LISTING = 1000;

export const workerRequests = (shape: JobShape, { keep_shots }: JobFacts): Requests[] => {
  const { tiles, batches, reads, captured, blocks, tops, mended_tops, max_zoom, based, game } = shape;
  const looked = based ? blocks + (max_zoom >= 2 ? mended_tops : 0) : 0;
  const previews = keep_shots ? 0 : captured;
  return [
    // A game's worker reads the save, looks whether a capture is there, and stores it.
    game
      ? { ...NO_REQUESTS, reads: captured + batches.capture, writes: captured + previews }
      : { ...NO_REQUESTS, reads: captured, writes: previews },
    { ...NO_REQUESTS, reads: reads.coords + batches.coords },
    // Every tile, its block's report and lossless top. A copy is charged as a write; the base's reports say what can be copied, its
    // tops have what is not painted again.
    { ...NO_REQUESTS, reads: reads.tile + looked, writes: tiles.all - tiles.above + blocks + tops },
  ];
};

/** Of Plan to Publish, what each writes down of itself included. */
export const stepRequests = (shape: JobShape, facts: JobFacts): Requests[] => {
  const { batches, reads } = shape;
  const results = (stage: keyof JobShape['batches']) => (batches[stage] > 0 ? 2 : 0);
  return [
    planRequests(shape, facts),
    // Check, four times.
    { ...checkedCapture(shape, facts), readUnits: 0 },
    { reads: 3 + results('coords'), writes: 2, writeUnits: 0, readUnits: 1 },
    { reads: 2 + results('tile'), writes: 1, writeUnits: INDEXED, readUnits: 0 },
    { reads: 1 + results('cleanup'), writes: 1, writeUnits: 0, readUnits: 1 },
    // Calibrate
    ...(reads.sample > 0 ? [{ ...NO_REQUESTS, reads: 4 + reads.sample, writes: 2 }] : []),
    ...madeRequests(shape, facts),
  ];
};

function planRequests({ shots, changed, based, game }: JobShape, { keep_shots }: JobFacts): Requests {
  const kept = shots - changed;
  const isSizeKnown = game || 2 * kept > shots;
  // On top of a base: what it captured, its request, a list of what the map has.
  const takesOver = based && !game && keep_shots && kept > 0;
  return {
    reads: 3 + (based ? 2 : 0) + (game ? 1 : 0) + (isSizeKnown ? 0 : Math.min(SHOTS_LOOKED_AT, shots)),
    writes: 3 + (takesOver ? 1 + Math.ceil((shots + changed) / KEYS_PER_LISTING) : 0) + (game ? 1 : 0),
    // Each screenshot is looked for, and kept from going where it is not yet: its row leaves the index. Of a game's only the save is there.
    writeUnits: INDEXED * ((game ? 1 : changed) + 1),
    readUnits: 2 + (game ? 1 : shots),
  };
}

/** What a game took gets the rows that uploaded screenshots have, and the request says so. */
function checkedCapture(shape: JobShape, { exact }: JobFacts): Omit<Requests, 'readUnits'> {
  const { batches, captured, based, game, keepsPairs } = shape;
  return {
    // The base's calibration, request, shots and pairs; what is in the pictures of both.
    reads: 5 + (based && !exact ? 5 : 0) + (keepsPairs ? 2 : 0) + (batches.capture > 0 ? 2 : 0) + (game ? 1 : 0),
    writes: 4 + (keepsPairs ? 2 : 0) + (game ? 1 : 0),
    writeUnits: INDEXED * (1 + (game ? captured : 0)),
  };
}

/** Solve, Top, Verify, Publish. */
function madeRequests(shape: JobShape, { keep_shots, exact }: JobFacts): Requests[] {
  const { shots, tiles, blocks, tops, max_zoom, based } = shape;
  const hasTop = max_zoom > 2;
  const readTops = tiles.above > tiles.copied_above ? tops : 0;
  return [
    // A row for each shot. What is in each picture; of a published build also where it lies, and its blocks.
    {
      reads: (exact ? 3 : 5) + 1 + (based ? 3 : 0),
      writes: 4 + (exact ? 0 : Math.ceil(shots / SHOTS_PER_BAND)),
      // Where the map begins: its row lies in two indexes. Of a published one that is refused, and read.
      writeUnits: shots + INDEXED + (based ? 1 : 3),
      readUnits: based ? 2 : 1,
    },
    // Reports of all blocks, and what the base's says; the tops only where one of the tiles above is new.
    {
      ...NO_REQUESTS,
      reads: (hasTop ? blocks + readTops : 0) + (based ? 1 : 0),
      writes: 2 + (hasTop ? tiles.above : 0),
    },
    {
      reads: 4 + blocks + Math.ceil((tiles.all - tiles.copied) / Math.ceil(tiles.all / TILES_DECODED)),
      writes: 2 + Math.ceil(tiles.all / KEYS_PER_LISTING),
      writeUnits: INDEXED,
      readUnits: 0,
    },
    // The rows of shots once more, or they go with those of the screenshots.
    {
      reads: 4,
      writes: 4,
      writeUnits: UNITS_OF_PUBLISHING + 1 + shots + (keep_shots ? 0 : INDEXED * shots),
      readUnits: 5,
    },
  ];
}

/** Before the job: a ticket and a PUT for each file (shots, or the save), whose row and place in the index are made; all are read when the job is created. */
export const uploadRequests = (files: number, uploaded: number): Requests => ({
  ...{ reads: 0, writes: uploaded, writeUnits: INDEXED * uploaded, readUnits: files },
});
