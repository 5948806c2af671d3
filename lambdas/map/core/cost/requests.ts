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

export type JobFacts = { keep_shots: boolean; exact: boolean; based: boolean };

const KEYS_PER_LISTING = 1000;

export const workerRequests = (shape: JobShape, { keep_shots, based }: JobFacts): Requests[] => {
  const { tiles, batches, reads, captured, blocks, tops, max_zoom } = shape;
  const looked = based ? blocks + (max_zoom > 2 ? tops : 0) : 0;
  return [
    { ...NO_REQUESTS, reads: captured, writes: keep_shots ? 0 : captured },
    { ...NO_REQUESTS, reads: reads.coords + batches.coords },
    // Every tile, its block's report and lossless top. A copy is charged as a write; the base's reports say what can be copied, and its
    // tops are looked at before they are.
    { ...NO_REQUESTS, reads: reads.tile + looked, writes: tiles.all - tiles.above + blocks + tops },
  ];
};

/** Of Plan to Publish, what each writes down of itself included. */
export const stepRequests = (shape: JobShape, { keep_shots, exact, based }: JobFacts): Requests[] => {
  const { shots, tiles, blocks, tops, batches, reads, max_zoom } = shape;
  const listed = Math.ceil(tiles.all / KEYS_PER_LISTING);
  const isCompared = batches.coords > 0;
  const results = (stage: keyof JobShape['batches']) => (batches[stage] > 0 ? 2 : 0);
  const hasTop = max_zoom > 2;
  const calibrate = { ...NO_REQUESTS, reads: 4 + reads.sample, writes: 2 };
  return [
    // Plan: each screenshot is kept from going, its row and its place in the index.
    {
      // On top of a base: what it captured, its request, a list of what the map has.
      reads: 3 + (based ? 2 : Math.min(SHOTS_LOOKED_AT, shots)),
      writes: 3 + (based ? Math.ceil(shots / KEYS_PER_LISTING) : 0),
      writeUnits: INDEXED * (shots + 1),
      readUnits: 2,
    },
    // Check, four times.
    // The base's calibration, request, shots and pairs.
    {
      reads: 5 + (based && !exact ? 5 : 0) + results('capture'),
      writes: based && !exact ? 6 : 4,
      writeUnits: INDEXED,
      readUnits: 0,
    },
    { reads: 3 + results('coords'), writes: 2, writeUnits: 0, readUnits: 1 },
    { reads: 2 + results('tile'), writes: 1, writeUnits: INDEXED, readUnits: 0 },
    { reads: 1 + results('cleanup'), writes: 1, writeUnits: 0, readUnits: 1 },
    ...(isCompared ? [calibrate] : []),
    // Solve: a row for each shot.
    {
      reads: (exact ? 3 : 5) + (based ? 1 : 0),
      writes: 4 + (exact ? 0 : Math.ceil(shots / SHOTS_PER_BAND)),
      // Where the map begins: its row lies in two indexes.
      writeUnits: shots + INDEXED + 3,
      readUnits: 1,
    },
    // Top: reports and tops of all blocks, and what the base's says.
    { ...NO_REQUESTS, reads: (hasTop ? blocks + tops : 0) + (based ? 1 : 0), writes: 2 + (hasTop ? tiles.above : 0) },
    {
      reads: 4 + blocks + Math.min(TILES_DECODED, tiles.all),
      writes: 2 + listed,
      writeUnits: INDEXED,
      readUnits: 0,
    },
    // Publish: the rows of shots once more, or they go with those of the screenshots.
    {
      reads: 4,
      writes: 4,
      writeUnits: UNITS_OF_PUBLISHING + 1 + shots + (keep_shots ? 0 : INDEXED * shots),
      readUnits: 5,
    },
  ];
};

/** Before the job: a ticket and a PUT for each shot, whose row and place in the index are made, and read when the job is created. */
export const uploadRequests = (shots: number, uploaded: number): Requests => ({
  ...{ reads: 0, writes: uploaded, writeUnits: INDEXED * uploaded, readUnits: shots },
});
