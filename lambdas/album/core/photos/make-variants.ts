import { VARIANT_ATTEMPTS } from '../../../../lib/limits/photos.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import type { VariantsMessage } from '../../message-schemas.ts';
import type { PhotoCodec, PhotoObjects, PhotoRecord } from '../../photo-ports.ts';
import type { PhotoWork } from '../../removal-ports.ts';
import { VARIANTS, variantKey } from '../../variants.ts';

export type VariantTools = {
  work: PhotoWork;
  originals: PhotoObjects;
  shown: PhotoObjects;
  codec: PhotoCodec;
  /** Is told of a picture that cannot be made; its cause is what the decoder said. */
  unreadable?: (photo: string, error: TesseraError) => void;
};
export type VariantsOutcome = 'ready' | 'failed' | 'gone';

export const variantKeys = (album: string, photo: string) =>
  VARIANTS.map((variant) => variantKey(album, photo, variant));

/**
 * The copies of a photo that people see in an album. A repeat makes them again, the same; of a photo that has left meanwhile
 * nothing stays. A picture that cannot be made, also one that kills whoever tries, is `failed` and says why. Whatever else is thrown says
 * nothing of the picture, be it a service that does not answer, a right that is missing or a bug: it is tried again, and its message ends
 * among the dead letters, to be sent again once that is mended.
 */
export async function makeVariants({ photo, album }: VariantsMessage, tools: VariantTools): Promise<VariantsOutcome> {
  const { work } = tools;
  const record = await work.find(photo);
  const attempts = record && (await work.attempt(album, record));
  if (!record || attempts === undefined) return leaveNothing(album, photo, tools);
  if (attempts > VARIANT_ATTEMPTS) {
    return failed(
      `it could not be decoded in ${VARIANT_ATTEMPTS} attempts: too much time or memory`,
      record,
      album,
      tools,
    );
  }
  try {
    return await made(record, album, tools);
  } catch (error) {
    await work.takeAttemptBack(album, record);
    throw error;
  }
}

async function made(record: PhotoRecord, album: string, tools: VariantTools): Promise<VariantsOutcome> {
  const { work, originals, shown, codec } = tools;
  const original = await originals.get(record.key);
  if (!original) return failed('the original is missing', record, album, tools);
  const copies = await codec.variants(original).catch((error: unknown) => {
    if (error instanceof TesseraError && error.code === 'unreadable') return error;
    throw error;
  });
  if (copies instanceof TesseraError) {
    tools.unreadable?.(record.id, copies);
    return failed(copies.message, record, album, tools);
  }
  for (const variant of VARIANTS) await shown.put(variantKey(album, record.id, variant), copies[variant], 'image/webp');
  const settled = await work.settle(album, record, { variants: 'ready' });
  return settled ? 'ready' : leaveNothing(album, record.id, tools);
}

async function failed(
  variants_error: string,
  record: PhotoRecord,
  album: string,
  tools: VariantTools,
): Promise<VariantsOutcome> {
  const settled = await tools.work.settle(album, record, { variants: 'failed', variants_error });
  return settled ? 'failed' : leaveNothing(album, record.id, tools);
}

async function leaveNothing(album: string, photo: string, { work, shown }: VariantTools): Promise<VariantsOutcome> {
  await shown.delete(variantKeys(album, photo));
  // It may have come back meanwhile, with variants that another worker made.
  await work.makeAgain(album, photo);
  return 'gone';
}
