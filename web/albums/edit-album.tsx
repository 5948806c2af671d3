import type { Album } from '../../lambdas/album/schemas.ts';
import { albumApi } from '../data/album-api.ts';
import { albumText } from '../text/en-album.ts';
import { AlbumForm, type AlbumWords } from './album-form.tsx';

type Props = { album: Album; onChanged: (album: AlbumWords) => void; onClose: () => void };

export function EditAlbum({ album, onChanged, onClose }: Props) {
  const { saveAlbum: act, savingAlbum: acting, albumNotSaved: failed } = albumText;
  return (
    <AlbumForm
      title={albumText.editAlbum}
      words={{ act, acting, failed }}
      album={album}
      onSave={async (words) => onChanged(await albumApi.updateAlbum(album.id, words))}
      onClose={onClose}
    />
  );
}
