/**
 * What travels between the states of the map's state machine. Keys travel, never pixels and never lists that grow with
 * the job (256 KiB of state): those lie in the work bucket under `builds/{build}/` as JSONL, one item a line.
 */
import type { Usage } from '../kernel/usage.ts';
import type { GameName } from './capture-schemas.ts';
import type { GameCapture } from './game-capture.ts';
import type { JobShot } from './job-shot-schemas.ts';
import type { Box, Calibration, Neighbour, Pair, ShotReason, SolvedPair } from './placement.ts';
import type { StageName, TileFormat } from './schemas.ts';
import type { WorkersUsage } from './step-usage.ts';

/** Input of an execution, and what every step gets (steps add fields of their own). */
export type JobRef = { job_id: string; map_id: string; build: string; attempt: number };

/** `builds/{build}/plan/request.json`, written by POST /api/jobs before the execution starts. */
export type PlanRequest = JobRef & {
  owner: string;
  save_data_id: string;
  inputs_hash: string;
  /** `boxes` only where somebody gave them. */
  options: TileOptions & { exact: boolean; keep_shots: boolean; boxes?: Box[] };
  /**
   * Where a game takes them, the first Plan lists them, and those that are not taken yet have an empty checksum and no bytes: so
   * from the capture on a request is as one of uploaded shots.
   */
  shots: (JobShot & { key: string; sha256: string; bytes: number; type: string })[];
  /** A game takes the shots. */
  capture?: GameCapture;
  /** Files that were sent for this job, by anybody's first use of them: what their upload cost is this job's. */
  uploaded: number;
  /** Screenshots that repaired ones took the place of: they go when the attempt begins. None of them is among the shots. */
  replaced?: { screenshot_id: string; key: string; row: number; col: number }[];
  /** What the map showed when the job was made: what is the same there is taken over. Not in `inputs_hash`. */
  base?: string;
};
export type TileOptions = { format: TileFormat; quality: number; effort: number };

/** A line of `plan/areas.jsonl`: an item of the stage capture. */
export type Area = {
  id: string;
  name: string;
  row: number;
  col: number;
  nominal: [number, number];
  shot: { id: string; key: string; sha256: string; bytes: number };
  /** Size that every capture of the job must have, in px. */
  size: { width: number; height: number };
  /** The screenshot will go: a small copy stays, so that somebody can still look at its seams. */
  preview?: true;
};

/** A running game as the source of screenshots: which, and the save that it is started with. */
export type GameRef = { name: GameName; save: { key: string; sha256: string; bytes: number } };
/**
 * An area that a game captures: the shot has its id and key before it exists, the same in every attempt. With checksum and
 * length it is there already, uploaded by somebody in the place of one that the game could not take.
 */
export type GameArea = Omit<Area, 'shot'> & { shot: { id: string; key: string; sha256?: string; bytes?: number } };

/** A shot from its capture on: where it should be in plan px, and its size. */
export type SizedShot = {
  id: string;
  key: string;
  name: string;
  row: number;
  col: number;
  nominal: [number, number];
  width: number;
  height: number;
};
/**
 * A line of `plan/shots.jsonl`: an item of the stage coords, written by Check(capture). Each pair of neighbours is in one item
 * only; with `exact` nothing is compared.
 */
export type CoordsItem = SizedShot & {
  neighbours: Neighbour[];
  /** What is known of pairs already, from the base: the others are compared. Only in the list of what is left. */
  known?: Pair[];
};

/** `positions.json`, written by Solve. */
export type Positions = {
  /** Top-left of the map in plan px; fixed by the first build. */
  origin: [number, number];
  width: number;
  height: number;
  max_zoom: number;
  /** Block grid at `max_zoom`, in tiles. */
  tiles: { columns: number; rows: number };
  /** Of the interface, in px of a shot, the same for all: absent where nobody looked for them. */
  boxes?: Box[];
  shots: LocatedShot[];
};
export type LocatedShot = SizedShot & {
  /** Map px, whole numbers. */
  position: [number, number];
  /** The same before it was rounded: where the pictures say. Builds from before places were estimated have none. */
  estimated?: [number, number];
  confidence: number;
  reason: ShotReason;
  /** As `PlacedShot`; absent where positions were given. */
  residual?: number | null;
  required_by_tiles_count: number;
};

/** In `pairs/`, written by Solve: every pair of the build, what became of it and why. None where positions were given. */
export type BuildPair = SolvedPair & Pick<Pair, 'confidence' | 'reason' | 'lattice'>;

/** A line of `plan/blocks.jsonl`: an item of the stage tile. */
export type Block = {
  /** `{x}_{y}` of the block in the grid of blocks. */
  id: string;
  /** First tile of the block at the map's native zoom. */
  tile_x: number;
  tile_y: number;
  /** Tiles of the block that lie in the map. */
  columns: number;
  rows: number;
  /**
   * Every shot that owns at least one pixel of the block, by row, col, id: the first one wins a tie of the owner rule. `low`: of
   * low confidence.
   */
  shots: { id: string; key: string; x: number; y: number; width: number; height: number; low?: true }[];
  /** Of the interface, in px of a shot, the same for all; absent where there are none. */
  boxes?: Box[];
  /** Fingerprint of each of its native tiles, row by row (tiling/tile-inputs.ts). */
  inputs: string[];
};
/** Given to every tile batch beside the items. */
export type TileSettings = TileOptions & { max_zoom: number; width: number; height: number; base?: TileBase };
/** The build whose equal tiles are taken over, with its origin; it may be gone meanwhile. `copies_a_second`: by each worker. */
export type TileBase = { build: string; max_zoom: number; copies_a_second: number };

/** A line of `plan/cleanup.jsonl`, written by Publish. */
export type CleanupItem = { id: string; key: string; action: 'keep' | 'delete' };

/** Payload of the worker Lambdas: one batch of one stage. `repeat`: how often it was begun before in this attempt of the job. */
export type Batch<Item> = JobRef & { stage: StageName; items: Item[]; repeat?: number };

/** Payload of the worker that lets a game take the screenshots. */
export type GameBatch = Batch<GameArea> & { game: GameRef };

export type TileBatch = Batch<Block> & { settings: TileSettings };

/** Input and answer of the Lambda Top: the levels above the blocks, made once a build. */
export type TopInput = JobRef & { settings: TileSettings };
export type TopAnswer = Omit<BatchResult, 'outcomes' | 'usage' | 'retries'>;

/** Answer of the worker Lambdas: an outcome for every item, failed or not. */
export type BatchResult<Done = object> = {
  /** Id of the batch: its first item. */
  batch: string;
  stage: StageName;
  /**
   * Progress in tasks: a block is as many tasks as it has tiles, lower levels included. For a worker that died the state
   * machine answers in its place, and counts `failed` in items, because it knows nothing of tiles.
   */
  completed: number;
  failed: number;
  /** Stored tiles that were encoded, and that were copied from the base. */
  tiles_created: number;
  tiles_copied: number;
  outcomes: Outcome<Done>[];
  /** What the invocation used; absent where a worker died, and its batch's failure says nothing of it. */
  usage?: Usage;
  /** Invocations of the batch that failed before the one that answered: what they used nobody knows. */
  retries?: number;
};
export type Outcome<Done = object> =
  | ({ item: string; ok: true } & Done)
  | { item: string; ok: false; code: string; message: string; screenshot_id?: string };

/**
 * `cells`: checksums of its parts (core/cells.ts); absent in builds from before. `taken`: what was stored, of a shot that did not
 * exist before; always a PNG.
 */
export type CaptureDone = { width: number; height: number; cells?: string; taken?: { sha256: string; bytes: number } };
/** One pair for each neighbour of the item. */
export type CoordsDone = { pairs: Pair[] };
/** `report` is the key of the block's report (stored tiles, blank tiles, lossless top). */
export type TileDone = { report: string };

/** Area id -> what was captured, from which screenshot. */
export type Captured = Record<string, CaptureDone & { shot: string }>;
/** Screenshot id -> the ids of the neighbours that it was compared with, what they said, and by which version of the estimator. */
export type Located = Record<string, CoordsDone & { compared: string[]; estimator: number }>;

/**
 * `calibration.json` as it is stored: which version of the estimator learnt it, in which attempt of the job, from which files
 * (SHA-256; absent in builds from before). `base`: the build that it was taken over from.
 */
export type StoredCalibration = Calibration & { estimator: number; attempt: number; sample?: string[]; base?: string };

/** `tiles/{block}.json` in the build: what a block made. */
export type BlockReport = {
  block: string;
  /** Fingerprint of all that the tiles depend on (tiling/tile-inputs.ts): another attempt keeps what is the same. */
  inputs: string;
  /** `z/x/y` -> of every tile its fingerprint, and the build that made it, maybe an earlier one. Absent in builds from before. */
  lineage?: Record<string, TileLineage>;
  /** `z/x/y` */
  stored: string[];
  /** `z/x/y` -> colour `#rrggbbaa` */
  blank: Record<string, string>;
  /** `z/x/y` of tiles where no shot covers a single pixel: outside the world. */
  empty: string[];
  /** Key of the block's lossless top tile, to build the levels above from; null when it is one colour or empty. */
  top: string | null;
  /** Of the bytes that were stored there when it was made, which its copies have as well; absent in builds from before, and where it was copied from one. */
  top_mark?: string;
};

/**
 * `inputs`: the same means the same tile, byte by byte; `empty` where no shot shows anything. `mark`: of the bytes that were stored when it
 * was made, which its copies have as well; absent of what is not stored, and in builds from before.
 */
export type TileLineage = { inputs: string; made_in: string; mark?: string };

/** Input of the Lambda Check: the stage, and where ResultWriter left the results (manifest.json). */
export type CheckInput = JobRef & { stage: StageName; results: { Bucket: string; Key: string } };
/**
 * In items. With `failed` above 0 the job has failed, but for the stage cleanup: then it goes on. `todo`: items that the next
 * stage has to work on, where this step knows; `calibrated`: with what the base learnt.
 */
export type CheckAnswer = Record<'completed' | 'failed' | 'todo', number> & {
  stage: StageName;
  calibrated: boolean;
  workers: WorkersUsage;
};

/**
 * Answer of Plan: how many areas and tiles the build has, and how many areas there are to capture (`todo`). `published`: an
 * attempt before has published; only the rest is to be done. `game`: it takes the screenshots; null: they were uploaded.
 */
export type PlanAnswer = { areas: number; tiles: number; todo: number; published: boolean; game: GameRef | null };

/** Answer of Calibrate: how many boxes the interface has, and how far offsets are searched, in px. */
export type CalibrateAnswer = { boxes: number; radius: number };

/** The tile batches get the settings; `todo`: blocks that have to be made. */
export type SolveAnswer = { settings: TileSettings; todo: number };

/** `coverage.json`, written by Verify: how many tiles are stored, and their bytes (not by builds of before); `z/x/y` of those that are not; colours of blank ones. */
export type Coverage = { stored: number; not_stored: string[]; colours: Record<string, string>; bytes?: number };
export type VerifyAnswer = { tiles: number; stored: number; decoded: number };

/** Answer of Publish: what the map shows now, and what it showed before. */
export type PublishAnswer = { build: string; previous: string | null; tiles: number };
