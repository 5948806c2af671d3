import { epochSeconds } from '../../../kernel/clock.ts';
import type { DeletionMessage } from '../../message-schemas.ts';
import { type AlbumRemovalTools, removeAlbum } from './remove-album.ts';
import { removeEntry, removePhoto } from './remove-photo.ts';

/** The longest that SQS holds a message back (its quota). */
const LONGEST_DELAY = 900;

export type RemoveTools = AlbumRemovalTools & {
  again(messages: readonly DeletionMessage[], options: { delaySeconds: number }): Promise<void>;
};

/** Works on one message; where something may still come, it asks for another look by then. */
export async function remove(message: DeletionMessage, tools: RemoveTools): Promise<void> {
  const at = await removed(message, tools);
  if (at === undefined) return;
  const delaySeconds = Math.min(LONGEST_DELAY, Math.max(0, at - epochSeconds(tools.clock())));
  await tools.again([message], { delaySeconds });
}

async function removed(message: DeletionMessage, tools: RemoveTools): Promise<number | undefined> {
  if (message.kind === 'photo') return removePhoto(message.photo, tools);
  if (message.kind === 'album') return removeAlbum(message.album, tools);
  await removeEntry(message.album, message.photo, tools);
  return undefined;
}
