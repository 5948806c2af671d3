import type { Clock } from '../../../kernel/clock.ts';
import type { AskForVariants, AskToRemove, DeletionMessage } from '../../message-schemas.ts';
import type { Unsettled } from '../../removal-ports.ts';

export type SettleTools = {
  unsettled: Unsettled;
  variants: AskForVariants;
  remove: AskToRemove;
  clock: Clock;
};
/** As a state machine makes rounds; one is enough. */
export type Settled = { next: null; asked: number };

/** Rows of a kind in one look: what is more, comes an hour later. */
const LOOK = 1000;

/**
 * Asks again for what should have been done by now: variants and deletions whose message was lost, and photos that nobody confirmed
 * within their day. Workers are idempotent, so what is only late is harmless.
 */
export async function settleUnsettled(tools: SettleTools): Promise<Settled> {
  const { unsettled, variants, remove, clock } = tools;
  const due = (kind: 'variants' | DeletionMessage['kind']) => unsettled.due(kind, clock(), LOOK);
  const late = (await due('variants')).map(({ album, photo }) => ({ album, photo: photo! }));
  const photos = (await due('photo')).map(({ photo }) => ({ kind: 'photo' as const, photo: photo! }));
  const entries = (await due('entry')).map(({ album, photo }) => ({ kind: 'entry' as const, album, photo: photo! }));
  const albums = (await due('album')).map(({ album }) => ({ kind: 'album' as const, album }));
  const gone = [...photos, ...entries, ...albums];
  await variants(late);
  await remove(gone);
  return { next: null, asked: late.length + gone.length };
}
