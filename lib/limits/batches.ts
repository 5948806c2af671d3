/** Batches of a stage of a job that has less to do than `BATCH_ITEMS` for every worker. */

/**
 * Where there is less to do than full batches for all workers at once, each gets its share: of these at least, because a batch may have to
 * start a process. On an account that takes as long as six captures; to compare eight shots takes longer, with those beside them, and so do two
 * blocks of tiles.
 */
export const LEAST_BATCH_ITEMS = { capture: 32, coords: 8, tile: 4 } as const;
/** So many such smaller batches at most: each is counted at the job's row, and of 150 that end at about one time most have to try again. */
export const SHARED_BATCHES = 48;
