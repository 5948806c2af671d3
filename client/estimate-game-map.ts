/** What a map that a game takes would cost: how large its world is stands at the beginning of the save. */
import type * as z from 'zod';
import { SAVE_START_BYTES } from '../lambdas/map/capture-schemas.ts';
import type { EstimateAnswer, EstimateRequest } from '../lambdas/map/cost-schemas.ts';
import type { Client } from './client.ts';

type Request = z.input<typeof EstimateRequest>;
export type GameToEstimate = Omit<NonNullable<Request['capture']>, 'start'>;

/** @param save all of it, or its first `SAVE_START_BYTES` bytes: no more is sent */
export async function estimateGameMap(
  api: Pick<Client, 'estimateJob'>,
  capture: GameToEstimate,
  save: Uint8Array,
  options: Pick<Request, 'format' | 'effort'> = {},
): Promise<EstimateAnswer> {
  return api.estimateJob({ ...options, capture: { ...capture, start: base64(save.subarray(0, SAVE_START_BYTES)) } });
}

/** In pieces, because each byte is an argument. */
const PIECE = 4096;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}
