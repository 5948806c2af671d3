/** Files sent as photos to a running twin, one after the other, and what became of each. */
import { ApiError } from '../../client/api-error.ts';
import type { Client } from '../../client/client.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import type { CorpusFile } from '../../test/support/corpus.ts';
import { announced, variantsOf } from '../../test/support/photos.ts';

export type Decided = {
  file: CorpusFile;
  /** Of the confirmation, as its caller waits for it. */
  ms: number;
} & (
  | { what: 'refused'; code: string; message: string }
  | { what: 'failed'; photo: string; message: string | undefined }
  | { what: 'ready'; photo: string }
);

/** @throws Error for what is neither taken nor refused */
export async function decideAll(api: Client, album: string, files: CorpusFile[]): Promise<Decided[]> {
  const decided: Decided[] = [];
  for (const file of files) {
    const { photo_id: photo, ...ticket } = await api.createPhotoTicket(announced(album, file.bytes, file.type));
    await api.uploadShot(ticket, new Uint8Array(file.bytes));
    const began = performance.now();
    const refusal = await api.confirmPhoto(photo).then(
      () => undefined,
      (error: unknown) => error,
    );
    const ms = performance.now() - began;
    if (refusal === undefined) decided.push({ file, ms, what: 'ready', photo });
    else if (!(refusal instanceof ApiError)) throw refusal;
    else decided.push({ file, ms, what: 'refused', code: refusal.code, message: refusal.message });
  }
  return inParallel(decided, 2, async (one) => (one.what === 'ready' ? made(one, api) : one));
}

/** What the worker made of one that was taken. */
async function made(taken: Decided & { what: 'ready' }, api: Client): Promise<Decided> {
  const { variants, variants_error: message } = await variantsOf(api, taken.photo, 120);
  return variants === 'ready' ? taken : { ...taken, what: 'failed', message };
}
