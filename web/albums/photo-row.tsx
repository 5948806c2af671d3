import type { QueuedPhoto } from '../../client/upload-photos.ts';
import { failedBy } from '../data/failed.ts';
import { inOurWords } from '../data/in-our-words.ts';
import { Bar } from '../parts/bar.tsx';
import { fileSize } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import { albumText } from '../text/en-album.ts';
import { WrongFile } from './photo-file.ts';

type Props = { photo: QueuedPhoto<File>; onRetry?: (id: number) => void };

/** A photo on its way, or one that was not added, with the remedy; a retry where one may help. */
export function PhotoRow({ photo, onRetry }: Props) {
  const { id, file, stage, sent, error } = photo;
  if (stage === 'failed') {
    const { message, requestId } = failedBy(inOurWords(error, albumText.photoRefused));
    return (
      <li class="uploads-row failed">
        <span class="uploads-name">{file.name}</span>
        <span class="uploads-why small">
          {message}
          {requestId && !message.includes(requestId) && ` ${text.requestId(requestId)}`}
        </span>
        {onRetry && !(error instanceof WrongFile) && (
          <button type="button" class="button" aria-label={albumText.retryPhoto(file.name)} onClick={() => onRetry(id)}>
            {text.retry}
          </button>
        )}
      </li>
    );
  }
  const isSending = stage === 'sending' && sent > 0;
  return (
    <li class="uploads-row">
      <span class="uploads-name">{file.name}</span>
      <span class="quiet small">
        {isSending ? text.uploadOf(fileSize(sent), fileSize(file.size)) : albumText.stages[stage]}
      </span>
      <Bar share={file.size ? sent / file.size : 0} label={file.name} />
    </li>
  );
}
