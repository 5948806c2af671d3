/** Messages of the album's queues. */
import * as z from 'zod';

export const VariantsMessage = z.object({ photo: z.string(), album: z.string() });
export const DeletionMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('photo'), photo: z.string() }),
  // Of a photo that stays, but in other albums only.
  z.object({ kind: z.literal('entry'), album: z.string(), photo: z.string() }),
  z.object({ kind: z.literal('album'), album: z.string() }),
]);

/** Work that is done behind the answer; it may be asked for twice. */
export type VariantsMessage = z.infer<typeof VariantsMessage>;
export type DeletionMessage = z.infer<typeof DeletionMessage>;

/** Both are asked for after what they speak of is stored. */
export type AskForVariants = (messages: readonly VariantsMessage[]) => Promise<void>;
export type AskToRemove = (messages: readonly DeletionMessage[]) => Promise<void>;
