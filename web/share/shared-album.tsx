import { useRef } from 'preact/hooks';
import type { PhotoDoor } from '../../client/send-photo.ts';
import type { LinkInfo, OpenedLink } from '../../lambdas/album/share-schemas.ts';
import { AddPhotos } from '../albums/add-photos.tsx';
import { AlbumPhotos } from '../albums/album-photos.tsx';
import { uploadsOf } from '../albums/uploads.ts';
import { usePhotos } from '../albums/use-photos.ts';
import { albumApi } from '../data/album-api.ts';
import { readably } from '../data/readably.ts';
import { useViewing } from '../data/use-viewing.ts';
import { count } from '../parts/durations.ts';
import { Mosaic } from '../parts/mosaic.tsx';
import { albumText } from '../text/en-album.ts';
import { GuestFrame } from './guest-frame.tsx';
import { SentNote } from './sent-note.tsx';
import { useGuest } from './use-guest.ts';
import { useSent } from './use-sent.ts';
import '../albums/albums.css';

type Props = {
  token: string;
  info: LinkInfo;
  opened: OpenedLink;
  /** The link opens nothing any more. */
  onEnded: (error: unknown) => void;
  /** The session has ended, and the link wants its password again. */
  onPassword: () => void;
};

/** An album as its link shows it: photos as large as a screen, and where the link allows it, a way to add some. */
export function SharedAlbum({ token, info, opened, onEnded, onPassword }: Props) {
  const { album } = opened;
  const guest = useGuest(token, info, opened, { onEnded, onPassword });
  const first = useRef<OpenedLink | undefined>(opened);
  const viewing = useViewing(async () => {
    // What opened the page was the first leave.
    const now = first.current ?? (await guest.renew());
    first.current = undefined;
    return now;
  }, token);
  const looking = { ...viewing, byRoute: guest.picture };
  const door: PhotoDoor = {
    ticket: (photo) => guest.ask((session) => albumApi.createShareTicket(token, session, photo)),
    renew: (photo) => guest.ask((session) => albumApi.renewShareTicket(token, session, photo)),
    confirm: (photo) => guest.ask((session) => albumApi.confirmSharePhoto(token, session, photo)),
    uploadShot: readably(albumApi),
  };
  const uploads = info.upload === 'none' ? undefined : uploadsOf(token, door, () => sessionStorage);
  const isBlind = info.upload === 'only';
  const list = usePhotos(
    async (at) =>
      isBlind ? { items: [], next: null } : guest.ask((session) => albumApi.listSharePhotos(token, session, at)),
    token,
  );
  const sent = useSent(isBlind ? uploads : undefined, (photos) =>
    guest.ask((session) => albumApi.sentPhotos(token, session, photos)),
  );
  const { photos: shown, next } = list.state.value;
  // Once all of them are known they are counted: some were added since the link was opened.
  const photos = shown && next === null ? shown.length : album.photos;
  return (
    <GuestFrame title={album.name}>
      <div class="album-heading">
        <div class="album-words">
          <h1>{album.name}</h1>
          {album.description && <p class="album-description">{album.description}</p>}
          {!isBlind && photos !== undefined && <p class="quiet small">{albumText.photos(count(photos))}</p>}
        </div>
        {uploads && <AddPhotos uploads={uploads} isMain />}
      </div>
      <SentNote sent={sent} />
      <AlbumPhotos
        album={{ ...album, photos: album.photos ?? 0 }}
        {...{ list, looking, uploads }}
        empty={
          <section class={uploads ? 'message whole drops' : 'message whole'}>
            <Mosaic />
            <h2>{isBlind ? albumText.addOnly : albumText.noPhotos}</h2>
            <p>{emptyWords(isBlind, uploads !== undefined)}</p>
          </section>
        }
      />
    </GuestFrame>
  );
}

function emptyWords(isBlind: boolean, mayAdd: boolean): string {
  if (isBlind) return albumText.addOnlyWhat;
  return mayAdd ? albumText.noPhotosWhat : albumText.noPhotosGuest;
}
