import type { ReadonlySignal } from '@preact/signals';
import { WarningIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { albumText } from '../text/en-album.ts';
import { arrivedOf, type Sent, unshownOf } from './sent-states.ts';
import '../albums/upload-panel.css';

/** What a guest learns of his photos later, where he sees none of them; nothing while there is nothing to be learned. */
export function SentNote({ sent }: { sent: ReadonlySignal<readonly Sent[]> }) {
  const arrived = arrivedOf(sent.value);
  const unshown = unshownOf(sent.value);
  if (arrived.length + unshown.length === 0) return null;
  return (
    <section class="message uploads" aria-label={albumText.sentPhotos}>
      {arrived.length > 0 && <p role="status">{albumText.sentArrived(count(arrived.length))}</p>}
      {unshown.length > 0 && (
        <div class="uploads-failed" role="alert">
          <p class="state failed">
            <WarningIcon size={16} /> {albumText.sentUnshown(count(unshown.length))}
          </p>
          <ul class="uploads-list">
            {unshown.map(({ photo, name, told }) => (
              <li class="uploads-row failed" key={photo}>
                <span class="uploads-name">{name}</span>
                <span class="uploads-why small">
                  {told?.variants_error && albumText.sentUnshownWhy(told.variants_error)}
                </span>
              </li>
            ))}
          </ul>
          <p>{albumText.sentUnshownWhat}</p>
        </div>
      )}
    </section>
  );
}
