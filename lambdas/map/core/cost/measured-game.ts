/**
 * How long a game takes for captures: CPU times of `npm run bench -- capture` (docs/games.md), OpenTTD 13, captures of 1280 x 1024 px,
 * 48 of a start. Bytes of a capture: the mean of 48 of the sample city, as
 * `npm run bench -- cost` has them.
 */
const MEASURED = { pixels: 1280 * 1024, game: 12, worker: 41, bytes: 325_000 };

/** CPU ms of a start, of the game and of the worker. */
export const GAME_TIMES = { startMs: 290 + 60 } as const;
export const msOfCapture = (pixels: number): number => ((MEASURED.game + MEASURED.worker) * pixels) / MEASURED.pixels;
export const captureBytes = (pixels: number): number => (MEASURED.bytes * pixels) / MEASURED.pixels;
