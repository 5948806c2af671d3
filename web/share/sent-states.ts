/** What a guest knows of photos that he sent through a link that shows him none. Pure: who asks is `use-sent.ts`. */
import type { SentPhoto } from '../../lambdas/album/share-schemas.ts';
import type { SentFile } from '../albums/earlier-uploads.ts';

/** `wasLeft`: an earlier window sent it, and was not told what became of it. */
export type Sent = SentFile & { wasLeft: boolean; told?: SentPhoto };

/** With those that this window has sent, and those that an earlier one left. */
export function withFiles(sent: readonly Sent[], { done, left }: Record<'done' | 'left', readonly SentFile[]>): Sent[] {
  const known = new Map(sent.map((each) => [each.photo, each]));
  for (const file of left) if (!known.has(file.photo)) known.set(file.photo, { ...file, wasLeft: true });
  // Chosen again: it is told of with the others of this window.
  for (const file of done) known.set(file.photo, { ...known.get(file.photo), ...file, wasLeft: false });
  return [...known.values()];
}

export function withStates(sent: readonly Sent[], states: readonly SentPhoto[]): Sent[] {
  const told = new Map(states.map((state) => [state.photo_id, state]));
  return sent.map((each) => (told.has(each.photo) ? { ...each, told: told.get(each.photo) } : each));
}

/** Those of which something is still to be learned, the last ones first. */
export const openOf = (sent: readonly Sent[]): Sent[] =>
  sent.filter(({ told }) => !told || told.state === 'pending' || told.variants === 'making').toReversed();

/** Those that have come although nobody was told. */
export const arrivedOf = (sent: readonly Sent[]): Sent[] =>
  sent.filter(({ wasLeft, told }) => wasLeft && told?.state === 'ready');

/** Those that have come and cannot be shown. */
export const unshownOf = (sent: readonly Sent[]): Sent[] => sent.filter(({ told }) => told?.variants === 'failed');
