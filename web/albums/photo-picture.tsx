import { useSignal } from '@preact/signals';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import { HourglassIcon, WarningIcon } from '../icons/icons.tsx';
import { albumText } from '../text/en-album.ts';
import { type LookingAtPhotos, PhotoImage, pictureAddress } from './photo-image.tsx';

type Props = { album: string; photo: Photo; looking: LookingAtPhotos; isOwn: boolean };

/** The photo as large as the window lets it be; its thumbnail, which is there already, until it has come. */
export function PhotoPicture({ album, photo, looking, isOwn }: Props) {
  const isShown = useSignal(false);
  const hasFailed = useSignal(false);
  if (photo.variants === 'making') return <Note icon="wait" words={[albumText.photoIsPreparing]} />;
  if (photo.variants === 'failed') {
    const why = photo.variants_error
      ? albumText.photoHasNoPreviewFor(photo.variants_error)
      : albumText.photoHasNoPreview;
    const words = [why, ...(isOwn ? [albumText.photoHasOriginal] : [])];
    return <Note icon="warning" words={words} />;
  }
  if (looking.leave.value.generation === 0) return null;
  const { width, height } = photo;
  const size = width && height ? { maxWidth: `${width}px`, maxHeight: `${height}px` } : undefined;
  return (
    <>
      <div class="photo-layers" style={size}>
        {!isShown.value && <img class="photo-thumb" src={pictureAddress(album, photo.id, 'thumb')} alt="" />}
        <PhotoImage
          looking={looking}
          {...{ album, photo: photo.id, variant: 'screen' }}
          alt={photo.title ?? photo.name}
          class={hasFailed.value ? 'missing' : undefined}
          onShown={() => {
            isShown.value = true;
            hasFailed.value = false;
          }}
          onFailed={() => {
            hasFailed.value = true;
          }}
        />
      </div>
      {hasFailed.value && (
        <Note
          icon="warning"
          words={[albumText.photoNotShown]}
          act={
            <button type="button" class="button" onClick={looking.retry}>
              {albumText.showAgain}
            </button>
          }
        />
      )}
    </>
  );
}

type NoteProps = { icon: 'wait' | 'warning'; words: string[]; act?: preact.JSX.Element };

const Note = ({ icon, words, act }: NoteProps) => (
  <div class="photo-note" role="status">
    {icon === 'wait' ? <HourglassIcon /> : <WarningIcon />}
    <p>{words.join(' ')}</p>
    {act}
  </div>
);
