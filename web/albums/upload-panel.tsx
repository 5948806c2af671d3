import type { PhotoStage, QueuedPhoto } from '../../client/upload-photos.ts';
import { WarningIcon } from '../icons/icons.tsx';
import { Bar } from '../parts/bar.tsx';
import { CloseButton } from '../parts/close-button.tsx';
import { count } from '../parts/durations.ts';
import { useKeptFocus } from '../parts/kept-focus.ts';
import { OutageNote } from '../parts/outage-note.tsx';
import { Problem } from '../parts/problem.tsx';
import { text } from '../text/en.ts';
import { albumText } from '../text/en-album.ts';
import { WrongFile } from './photo-file.ts';
import { PhotoRow } from './photo-row.tsx';
import type { Uploads } from './uploads.ts';
import './upload-panel.css';

type Photos = readonly QueuedPhoto<File>[];
const isAt =
  (...stages: PhotoStage[]) =>
  ({ stage }: QueuedPhoto<File>) =>
    stages.includes(stage);
const onItsWay = isAt('reading', 'sending', 'confirming');

/** How the photos fare that were dropped or chosen; nothing when there are none. Those that failed say why, with a retry. */
export function UploadPanel({ uploads }: { uploads: Uploads }) {
  void uploads.shown.value;
  const { queue, away, note } = uploads;
  const { photos } = queue;
  const sending = photos.filter(onItsWay);
  const failed = photos.filter(isAt('failed'));
  const halted = queue.halted();
  const isBusy = !halted && photos.some((photo) => onItsWay(photo) || photo.stage === 'waiting');
  const heading = useKeptFocus<HTMLParagraphElement>(isBusy ? 'busy' : halted ? 'halted' : 'done');
  if (photos.length === 0 && !note.value) return null;
  return (
    <section class="message uploads" aria-label={albumText.uploads}>
      <div class="uploads-heading">
        <p ref={heading} class="uploads-words">
          <strong>
            <Words photos={photos} isBusy={isBusy} isHalted={halted !== undefined} />
          </strong>
        </p>
        {isBusy && (
          <button type="button" class="button" onClick={queue.stop}>
            {albumText.uploadStops}
          </button>
        )}
        {halted && (
          <button type="button" class="button main" onClick={queue.goOn}>
            {albumText.uploadGoesOn}
          </button>
        )}
        {!isBusy && !halted && <CloseButton label={albumText.uploadHide} onClick={() => uploads.clear()} />}
      </div>
      {isBusy && <Bar share={shareOf(photos)} label={wordsOf(photos)} />}
      <OutageNote away={away} />
      {note.value && (
        <p class="uploads-note" role="status">
          <WarningIcon size={16} /> {note.value}
        </p>
      )}
      {Boolean(halted?.error) && <Problem title={albumText.uploadEnded} error={halted!.error} />}
      {failed.length > 0 && <Failed photos={failed} onRetry={queue.retry} />}
      {isBusy && (
        <>
          <ul class="uploads-list sending" aria-label={text.onTheirWay}>
            {sending.map((photo) => (
              <PhotoRow key={photo.id} photo={photo} />
            ))}
          </ul>
          <p class="quiet small">{albumText.uploadKeepsOpen}</p>
        </>
      )}
    </section>
  );
}

function Words({ photos, isBusy, isHalted }: { photos: Photos; isBusy: boolean; isHalted: boolean }) {
  const done = photos.filter(isAt('done')).length;
  const left = photos.filter(isAt('waiting', 'reading', 'sending', 'confirming')).length;
  if (isHalted) return <span role="status">{albumText.uploadStopped(count(left))}</span>;
  // While it goes on, the bar tells; a voice for each photo would be too much.
  if (isBusy) return <span>{wordsOf(photos)}</span>;
  return <span role="status">{done > 0 ? albumText.photosAdded(count(done)) : albumText.noneAdded}</span>;
}

const wordsOf = (photos: Photos) =>
  albumText.uploadingPhotos(count(photos.filter(isAt('done')).length), count(photos.length));

/** By bytes: a large photo takes longer. Those that failed take no more time. */
function shareOf(photos: Photos): number {
  const all = photos.reduce((sum, { file }) => sum + file.size, 0);
  const gone = photos.reduce((sum, { file, stage, sent }) => sum + (isEnd(stage) ? file.size : sent), 0);
  return all > 0 ? gone / all : 1;
}
const isEnd = (stage: PhotoStage) => stage === 'done' || stage === 'failed';

function Failed({ photos, onRetry }: { photos: Photos; onRetry: (id: number) => void }) {
  const again = photos.filter(({ error }) => !(error instanceof WrongFile));
  return (
    <div class="uploads-failed" role="alert">
      <p class="state failed">
        <WarningIcon size={16} /> {albumText.photosFailed(count(photos.length))}
      </p>
      <ul class="uploads-list">
        {photos.map((photo) => (
          <PhotoRow key={photo.id} photo={photo} onRetry={onRetry} />
        ))}
      </ul>
      {again.length > 1 && (
        <button
          type="button"
          class="button"
          onClick={() => {
            for (const { id } of again) onRetry(id);
          }}
        >
          {albumText.retryAll}
        </button>
      )}
    </div>
  );
}
