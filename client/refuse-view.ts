/** Asked before anything is made: whether a game can take what is wanted of its world at all. */
import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { estimateGameMap, type GameToEstimate } from './estimate-game-map.ts';

/** What the beginning of a save says for sure. That it is no save the job says, which has all of it. */
const SURE = ['outside_world', 'too_many_areas', 'too_large'];

/**
 * The platform's own question before a job, asked once. Where it is not answered the job says it, later.
 * @param save all of it, or its first `SAVE_START_BYTES` bytes
 * @throws ApiError what an estimate of the same says
 */
export async function refuseView(
  api: Pick<Client, 'estimateJob'>,
  capture: GameToEstimate,
  save: Uint8Array,
): Promise<void> {
  try {
    await estimateGameMap(api, capture, save);
  } catch (error) {
    if (error instanceof ApiError && SURE.includes(error.code)) throw error;
  }
}

/** The platform's sentence with a remedy in the words of whoever asks; any other error stays as it is. */
export const outsideWorldAs = (error: unknown, remedy: string): unknown =>
  error instanceof ApiError && error.code === 'outside_world'
    ? new ApiError(error.status, error.code, `${error.message.split('. ')[0]}. ${remedy}`)
    : error;
