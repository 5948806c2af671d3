import type { Album } from '../../lambdas/album/schemas.ts';
import { albumApi } from '../data/album-api.ts';
import { Confirm } from '../parts/confirm.tsx';
import { count } from '../parts/durations.ts';
import { go } from '../routing/navigation.ts';
import { albumText } from '../text/en-album.ts';

/** The end of an album: says what goes, asks once. */
export function DeleteAlbum({ album, onClose }: { album: Album; onClose: () => void }) {
  const { deleteForGood: act, deleting: acting, keepAlbum: keep, albumNotDeleted: failed } = albumText;
  return (
    <Confirm
      title={albumText.deleteAlbumTitle(album.name)}
      words={{ act, acting, keep, failed }}
      onConfirm={async () => {
        await albumApi.deleteAlbum(album.id);
        go('/albums');
      }}
      onClose={onClose}
    >
      <p>{albumText.deleteAlbumWhat(count(album.photos))}</p>
      <p>{albumText.deleteAlbumSeen}</p>
    </Confirm>
  );
}
