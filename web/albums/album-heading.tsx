import { useSignal } from '@preact/signals';
import type { Album } from '../../lambdas/album/schemas.ts';
import { BackIcon, LinkIcon, PencilIcon, TrashIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import { albumText } from '../text/en-album.ts';
import { AddPhotos } from './add-photos.tsx';
import { DeleteAlbum } from './delete-album.tsx';
import { EditAlbum } from './edit-album.tsx';
import { ownUploads } from './own-uploads.ts';
import { ShareDialog } from './share-dialog.tsx';

type Props = { album: Album; onChanged: (album: Pick<Album, 'name' | 'description'>) => void };

/** The name of an album and what its owner may do with it as a whole. */
export function AlbumHeading({ album, onChanged }: Props) {
  const open = useSignal<'share' | 'edit' | 'delete' | undefined>(undefined);
  const opens = (what: NonNullable<typeof open.value>) => () => {
    open.value = what;
  };
  const close = () => {
    open.value = undefined;
  };
  return (
    <div class="album-heading">
      <div class="album-words">
        <a class="album-back small" href="/albums">
          <BackIcon size={16} /> {text.allAlbums}
        </a>
        <h1>{album.name}</h1>
        {album.description && <p class="album-description">{album.description}</p>}
        <p class="quiet small">{albumText.photos(count(album.photos))}</p>
      </div>
      <div class="actions">
        <AddPhotos uploads={ownUploads(album.id)} isMain />
        <button type="button" class="button" onClick={opens('share')}>
          <LinkIcon /> {albumText.shareAlbum}
        </button>
        <button type="button" class="button" onClick={opens('edit')}>
          <PencilIcon /> {albumText.editAlbum}
        </button>
        <button
          type="button"
          class="button square"
          aria-label={albumText.deleteAlbum}
          title={albumText.deleteAlbum}
          onClick={opens('delete')}
        >
          <TrashIcon />
        </button>
      </div>
      {open.value === 'share' && <ShareDialog album={album} onClose={close} />}
      {open.value === 'edit' && <EditAlbum album={album} onChanged={onChanged} onClose={close} />}
      {open.value === 'delete' && <DeleteAlbum album={album} onClose={close} />}
    </div>
  );
}
