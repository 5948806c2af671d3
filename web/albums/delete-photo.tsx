import { useSignal } from '@preact/signals';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import { TrashIcon } from '../icons/icons.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { albumText } from '../text/en-album.ts';

type Props = { photo: Photo; remove: (photo: Photo) => Promise<unknown>; onRemoved: () => void };

/** Says what goes, asks once. */
export function DeletePhoto({ photo, remove, onRemoved }: Props) {
  const isAsked = useSignal(false);
  const { deleteForGood: act, deleting: acting, keepPhoto: keep, photoNotDeleted: failed } = albumText;
  return (
    <>
      <button
        type="button"
        class="button plain square"
        aria-label={albumText.deletePhoto}
        title={albumText.deletePhoto}
        onClick={() => {
          isAsked.value = true;
        }}
      >
        <TrashIcon />
      </button>
      {isAsked.value && (
        <Confirm
          title={albumText.deletePhotoTitle(photo.title ?? photo.name)}
          words={{ act, acting, keep, failed }}
          onConfirm={async () => {
            await remove(photo);
            onRemoved();
          }}
          onClose={() => {
            isAsked.value = false;
          }}
        >
          <p>{albumText.deletePhotoWhat}</p>
        </Confirm>
      )}
    </>
  );
}
