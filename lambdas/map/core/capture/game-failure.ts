import { TesseraError } from '../../../kernel/errors.ts';

const AGAIN =
  'Go on with: tessera map redrive JOB (or with a picture of your own in its place: tessera map redrive JOB DIR).';

/** Why a game gives no picture, in its own words where it has any. What it says of one start holds for every area of it. */
export class GameFailure extends TesseraError {
  /** It could not be started with this save, or there is no game here. */
  static refused(
    code: 'save_refused' | 'save_missing' | 'game_missing',
    what: string,
    remedy: string,
    cause?: unknown,
  ) {
    return new GameFailure(code, 422, `${what} ${remedy}`, { cause });
  }
  /** Its process is gone, or does not answer and was ended: another start may do better. */
  static ended(what: string) {
    return new GameFailure('game_ended', 503, `${what} ${AGAIN}`, { retry: true });
  }
  /** The same, when it ended again at the same area: then that area is at fault. */
  static endedAt(area: string, { message }: Error) {
    return new GameFailure('game_ended', 422, `${area}: ${message}`);
  }
}

/** Whether another start of the game may do better. */
export const hasEnded = (error: unknown): error is GameFailure => error instanceof GameFailure && error.retry;
