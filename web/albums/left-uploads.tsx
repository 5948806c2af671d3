import { CloseButton } from '../parts/close-button.tsx';
import { count } from '../parts/durations.ts';
import { albumText } from '../text/en-album.ts';
import { AddPhotos } from './add-photos.tsx';
import type { Uploads } from './uploads.ts';
import './upload-panel.css';

/** Photos that an earlier window did not finish: their files must be chosen again, for no browser gives them to the next page. */
export function LeftUploads({ uploads }: { uploads: Uploads }) {
  void uploads.shown.value;
  const left = uploads.left.value;
  if (!left || uploads.queue.isBusy()) return null;
  return (
    <section class="message uploads" aria-label={albumText.leftUploads}>
      <div class="uploads-heading">
        <p class="uploads-words" role="status">
          <strong>{albumText.leftOf(count(left.unfinished), count(left.all))}</strong>
        </p>
        <CloseButton label={albumText.forgetLeft} onClick={() => uploads.forgetLeft()} />
      </div>
      <p class="quiet">{albumText.leftWhat}</p>
      <div>
        <AddPhotos uploads={uploads} words={albumText.chooseAgain} />
      </div>
    </section>
  );
}
