/**
 * Every number that two places must agree on. A limit of the platform names its source; a choice of ours says why.
 * Nothing is imported here, so that stacks, Lambdas, the local twin, the client and the pages can all read it.
 */
const KiB = 1024;
const MiB = 1024 * KiB;

/** Side of a tile in px: the size that map viewers, retina screens and WebP all like. */
export const TILE_SIZE = 512;

/** Tiles per side of a block, the unit of work of the tile stage. 4 x 4 stays below 300 MB (docs/benchmarks.md). */
export const BLOCK_TILES = 4;

/** Levels that a block makes from memory below its native one: 4 x 4 tiles -> 2 x 2 -> 1. */
export const BLOCK_LEVELS = 2;

/** Most native tiles in a map: six default grids. Shots far apart would else make a map of empty tiles without end. */
export const WORLD_TILES = 250_000;

/** Step of a capture grid in px when nothing else is said. */
export const GRID_STEP = 1024;

/** Most shots in one job: the request must stay below the 6 MB of a Lambda payload (about 200 bytes a shot). */
export const SHOTS_PER_JOB = 10_000;

/**
 * Most bytes of a shot beside its name in an answer about it (lambdas/map/schemas.test.ts counts them), written as Lambda hands
 * answers over: JSON within JSON. 10,000 shots leave about 290 bytes for each name.
 */
export const SHOT_ANSWER_BYTES = 330;

/** Most tickets in one call; the answer (about 1 kB a ticket) stays far below 6 MB. */
export const TICKETS_PER_CALL = 500;

/** Farthest from the plan's zero that a shot may be, in px: 10,000 columns of 8192 px fit many times. */
export const FARTHEST_PIXEL = 1e9;

/** Boxes of a game's interface (toolbars, a map in the corner) that somebody may name, or that are found: every block has all of them. */
export const BOXES_PER_JOB = 20;

/** From so many shots on, interface that lies over all of them is found wherever it lies; of fewer at the edge of the screen alone. */
export const INTERFACE_SHOTS = 20;
/** Of a capture that boxes may cover at most: neighbours share about a quarter, and must have something left to be compared by. */
export const BOXES_SHARE = 0.6;

/** Largest screenshot. */
export const SHOT_BYTES = 50 * MiB;

/** Largest picture we decode, in px: a screenshot of 8192 x 8192; protects against decompression bombs. */
export const SHOT_PIXELS = 8192 * 8192;

/** Kinds of pictures accepted as screenshots. */
export const SHOT_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** Largest save of a game. A function holds it in memory and on its disk of 512 MB (AWS's default), both once; saves of the largest
 * maps of OpenTTD (4,096 x 4,096 tiles) have tens of MB. */
export const SAVE_BYTES = 100 * MiB;

/** Size and step in px that a game is captured with when nobody says otherwise: a quarter of a capture is shared each way. */
export const GAME_SIZE = [1280, 1024] as const;
export const GAME_STEP = [1000, 750] as const;

/** Columns, and rows, that somebody may ask a game for: the largest world has 263 of them at that step. */
export const CAPTURES_A_SIDE = 1000;

/** What a save is uploaded as: what it is, the game knows. */
export const SAVE_TYPE = 'application/octet-stream';

/** How long an upload URL is good. */
export const UPLOAD_URL_SECONDS = 3600;

/** How long a URL is good that shows a screenshot to its owner: a page that is looked at asks for it just before. */
export const PICTURE_URL_SECONDS = 900;

/** A picture that was announced but never used by a job goes after a day. */
export const PENDING_MEDIA_SECONDS = 24 * 3600;

/**
 * An upload that was interrupted goes on with what is there, if that lives this much longer: the rest takes its time, and a job
 * must have begun before the first of them goes.
 */
export const RESUMABLE_SECONDS = 2 * 3600;

/** So long a person may go on with an upload that was interrupted. */
export const RESUMABLE_FOR_HOURS = (PENDING_MEDIA_SECONDS - RESUMABLE_SECONDS) / 3600;

/** Uploads in one answer: each is looked for in the bucket first, some milliseconds at many at once. */
export const UPLOADS_PER_PAGE = 500;

/** Its row stays a week longer, so that the daily tidying finds the object: DynamoDB itself would forget it alone. */
export const MEDIA_GRACE_SECONDS = 7 * 24 * 3600;

/** What a build left that was not published goes after a week: so long its shots wait for another attempt. */
export const UNPUBLISHED_KEPT_SECONDS = 7 * 24 * 3600;

/** A deletion that has not ended after a day has died. */
export const DELETION_PATIENCE_SECONDS = 24 * 3600;

/** Job rows stay 90 days after the end. */
export const JOB_KEPT_SECONDS = 90 * 24 * 3600;

/**
 * Items that one child workflow gets, by stage. A batch of 4 x 4 neighbouring blocks decodes a shot once: 1.2 decodes a shot
 * over all batches instead of 1.5 with 2 x 2, and takes about 10 s (docs/benchmarks.md). One of 8 x 8 shots has 8 + 8 neighbours
 * right and below besides, and one in the corner: 1.26 decodes a shot in a grid of 100 x 100 shots of 1280 x 1024 px, 1.37 where both
 * corners have to be looked at (batch-order.test.ts). A start of a game costs as much CPU as seven
 * captures with their checks (docs/games.md): with 48 areas about an eighth goes into it.
 * All batches of a job are counted at one row, which takes them one after the other: with some 600 of 10,000 shots, a dozen a second at
 * most, all are counted; of 1,250 batches of eight captures at once hundreds were not (docs/scale.md).
 */
export const BATCH_ITEMS = { capture: 64, captureGame: 48, coords: 64, tile: 16, cleanup: 500 } as const;

/** Of the shots that a worker of coords holds to compare, in px: 60 of 1280 x 1024 px. At two bytes a px 160 MB, beside two decoded ones. */
export const HELD_SHOT_PIXELS = 80e6;

/**
 * Shots that fit nowhere near their plan are compared by features, those beside each other only: two tries a shot of 0.2 s each
 * (1280 x 1024 px), half a minute of WORKERS_SECONDS for a batch of 64 that all fit nowhere. Larger ones than this are
 * shrunk for it, so that no try takes longer than half a second.
 */
export const FAR_SHOT_PIXELS = 4e6;

/** Neighbours are compared when their plan lets them share this many px each way: a narrower strip shows too little. */
export const NEIGHBOUR_OVERLAP = 32;

/** Largest input of a batch: below the 256 KiB of state, with room for what is merged into it. */
export const BATCH_BYTES = 192 * KiB;

/** An EXPRESS workflow ends after five minutes, whatever it does (service limit). */
export const EXPRESS_SECONDS = 300;

/**
 * By then the workers of a child workflow must have answered, all attempts together: what is left of EXPRESS_SECONDS is for
 * the child to say what failed and to count it (nine attempts, with 47 s between them at most).
 */
export const WORKERS_SECONDS = 250;

/** Lambda timeouts in seconds. A worker has less than its child workflow gives it. */
export const TIMEOUT_SECONDS = {
  api: 20,
  plan: 120,
  check: 120,
  calibrate: 300,
  solve: 120,
  worker: 240,
  top: 900,
  publish: 120,
  remove: 900,
} as const;

/** An execution that is stopped leaves functions running, which may still write: at most as long as the longest of them. */
export const LAST_WORKER_SECONDS = Math.max(TIMEOUT_SECONDS.worker, TIMEOUT_SECONDS.top) + 30;

/**
 * From then on nothing new is begun: upload URLs are no good, the last worker has ended. Only a PUT that began before its URL's
 * end, and lasts longer than a minute beyond it, can still come in.
 */
export const LAST_WRITE_SECONDS = Math.max(UPLOAD_URL_SECONDS, LAST_WORKER_SECONDS) + 60;

/**
 * How glibc keeps memory in a Lambda that works on pictures: one arena instead of eight a core brings the peak of the tile
 * worker from 400 to 260 MB, and memory that is kept for the next tile, instead of going back to the system after each, saves
 * a third of the time in the kernel (docs/benchmarks.md).
 */
export const PICTURE_ENVIRONMENT = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '67108864',
  MALLOC_TRIM_THRESHOLD_: '134217728',
} as const;

/**
 * Lambda memory in MB. A tile block needs <= 300 MB RSS; CPU grows with memory (1,769 MB = one core, AWS docs). `cores`: three of them for
 * the one step that has pictures of the whole map to work on, 16 at a time: 2,500 of 10,000 shots.
 */
export const MEMORY_MB = { api: 512, step: 1024, worker: 1769, cores: 5307 } as const;

/** The same for each function of the map's state machine: what they are given, and what their time is charged by. */
export const MAP_MEMORY_MB = {
  plan: MEMORY_MB.worker,
  capture: MEMORY_MB.worker,
  captureGame: MEMORY_MB.worker,
  check: MEMORY_MB.worker,
  calibrate: MEMORY_MB.worker,
  coords: MEMORY_MB.worker,
  solve: MEMORY_MB.worker,
  tile: MEMORY_MB.worker,
  top: MEMORY_MB.cores,
  verify: MEMORY_MB.worker,
  publish: MEMORY_MB.worker,
  cleanup: MEMORY_MB.step,
} as const;

/** Shots that are named of those that show in a tile, the largest shares first: at zoom 0 all of a map do. */
export const SHOTS_OF_TILE = 20;

/** An API whose slowest answers take this long is felt by everybody; the function itself gives up at TIMEOUT_SECONDS.api. */
export const API_SLOW_MS = 5000;

/** A job that is not done after a day never will be. */
export const JOB_SECONDS = 24 * 3600;

/** Largest bundle of a handler, sharp not counted: it is the cold start. Synth fails above. */
export const BUNDLE_BYTES = MiB;

/** State passed between Step Functions states (service limit). */
export const STATE_BYTES = 256 * KiB;

/** HTTP API and Lambda limits (service limits). */
export const LAMBDA_REQUEST_BYTES = 6 * MiB;

/** What an answer about all shots may have: 6 MB as the request, without what stands around them (twice a name, ids, headers). */
export const SHOTS_ANSWER_BYTES = LAMBDA_REQUEST_BYTES - 8 * KiB;

/**
 * The HTTP API answers within 30 s or not at all (its integrations' limit); a little more for slow lines. From then on a client
 * takes the call for lost: a connection that died while the computer slept does not say so.
 */
export const API_ANSWER_MS = 40_000;

/** Cache lifetimes in seconds: a tile never changes under its URL, map.json is the pointer. */
export const TILE_MAX_AGE = 2_592_000;
export const MAP_JSON_MAX_AGE = 5;
export const MISSING_MAX_AGE = 1;

/** An edge location keeps a picture of an album at most so long after it was deleted; nobody new is signed for it. */
export const MEDIA_MAX_AGE = 3600;
/** Builds in the answer about a map, newest first: one that is built every day for years would else answer all of them. */
export const BUILDS_SHOWN = 50;

/** The console polls a running job this often. */
export const JOB_POLL_SECONDS = 3;

/** Transactions and batches of DynamoDB (service limits). */
export const TRANSACT_ITEMS = 100;
export const BATCH_WRITE_ITEMS = 25;
export const BATCH_GET_ITEMS = 100;

/** Keys of one DeleteObjects (service limit). */
export const DELETE_OBJECTS = 1000;

/** Fixed addresses of the local twin. */
export const LOCAL = { account: '000000000000', region: 'us-east-1', edgePort: 4700, servicesPort: 4701 } as const;

/**
 * What people are told of a place by its confidence: sure from here on (such a place is wrong once in a thousand times at most,
 * lambdas/map/placement.ts), doubtful below: more likely wrong than right, so that somebody looks.
 */
export const SURE_FROM = 0.9;
export const DOUBTFUL_BELOW = 0.5;
