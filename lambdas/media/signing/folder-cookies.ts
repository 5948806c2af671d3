import type { Clock } from '../../kernel/clock.ts';
import type { Signer } from './signer.ts';

/**
 * Whole Set-Cookie values that show everything in a folder of `media/`, which is named as its keys begin (`media/albums/{album}/`): a
 * page asks for new ones before these end, through the gate that knows who may look.
 * @throws TesseraError `cannot_sign` (503)
 */
export const folderCookies = (
  folder: string,
  seconds: number,
  { signer, clock }: { signer: Signer; clock: Clock },
): Promise<string[]> => signer.cookies(`/${folder}`.replace(/\/$/, ''), seconds, clock());
