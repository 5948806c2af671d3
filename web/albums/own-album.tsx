import { useEffect, useRef } from 'preact/hooks';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import type { Album } from '../../lambdas/album/schemas.ts';
import type { Variant } from '../../lambdas/album/variants.ts';
import { albumApi } from '../data/album-api.ts';
import { failedBy } from '../data/failed.ts';
import { useViewing } from '../data/use-viewing.ts';
import { Mosaic } from '../parts/mosaic.tsx';
import { albumText } from '../text/en-album.ts';
import { AlbumPhotos } from './album-photos.tsx';
import { ownUploads } from './own-uploads.ts';
import { usePhotos } from './use-photos.ts';

/** Its route wants the login, which an `<img>` does not carry. */
const byRoute = async (photo: string, variant: Variant) =>
  URL.createObjectURL(await albumApi.photoPicture(photo, variant));
const own = {
  download: ({ id }: Photo) => albumApi.photoOriginal(id),
  remove: ({ id }: Photo) => albumApi.deletePhoto(id),
};

/** What lies in an album, with what only its owner may do. */
export function OwnAlbum({ album, onCount }: { album: Album; onCount: () => void }) {
  const { id } = album;
  const list = usePhotos((at) => albumApi.listPhotos(id, at), id);
  const looking = { ...useViewing(() => albumApi.albumSession(id), id), byRoute };
  const uploads = ownUploads(id);
  // Deleted in another window: the page asks for the album again, and says so in its place.
  const isGone = failedBy(looking.leave.value.error).status === 404;
  const ask = useRef(onCount);
  ask.current = onCount;
  useEffect(() => {
    if (isGone) ask.current();
  }, [isGone]);
  return (
    <AlbumPhotos
      {...{ album, list, looking, uploads, own, onCount }}
      empty={
        <section class="message whole drops">
          <Mosaic />
          <h2>{albumText.noPhotos}</h2>
          <p>{albumText.noPhotosWhat}</p>
        </section>
      }
    />
  );
}
