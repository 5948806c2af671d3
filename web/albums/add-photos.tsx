import { PHOTO_TYPES } from '../../lib/limits/photos.ts';
import { PlusIcon } from '../icons/icons.tsx';
import { inputFiles } from '../parts/dropped-files.ts';
import { albumText } from '../text/en-album.ts';
import type { Uploads } from './uploads.ts';

/** With these types an iPhone gives photos as JPEG, which are HEIC in its camera. */
const PHOTOS = PHOTO_TYPES.join();

type Props = { uploads: Uploads; isMain?: boolean; words?: string };

/** For those who do not drag. */
export function AddPhotos({ uploads, isMain = false, words = albumText.addPhotos }: Props) {
  return (
    <label class={isMain ? 'button main' : 'button'}>
      <PlusIcon /> <span aria-hidden="true">{words}</span>
      <input
        class="unseen"
        type="file"
        aria-label={words}
        multiple
        accept={PHOTOS}
        onChange={(event) => {
          const input = event.currentTarget;
          uploads.add(inputFiles(input).files);
          // The same files may be chosen again, once they are changed.
          input.value = '';
        }}
      />
    </label>
  );
}
