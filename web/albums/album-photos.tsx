import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import { browser } from '../data/poll.ts';
import { useDropAnywhere } from '../parts/drop-anywhere.ts';
import { DropFrame } from '../parts/drop-frame.tsx';
import { droppedFiles } from '../parts/dropped-files.ts';
import { Problem } from '../parts/problem.tsx';
import { text } from '../text/en.ts';
import { albumText } from '../text/en-album.ts';
import { GridEnd } from './grid-end.tsx';
import { LeftUploads } from './left-uploads.tsx';
import { useOpenPhoto } from './open-photo.ts';
import { PhotoGrid } from './photo-grid.tsx';
import type { LookingAtPhotos } from './photo-image.tsx';
import { type OwnPhotos, PhotoView } from './photo-view.tsx';
import { UploadPanel } from './upload-panel.tsx';
import type { Uploads } from './uploads.ts';
import { useArrived } from './use-arrived.ts';
import type { PhotoList } from './use-photos.ts';

type Props = {
  album: { id: string; name: string; photos: number };
  list: PhotoList;
  looking: LookingAtPhotos;
  /** Where photos may be added. */
  uploads?: Uploads;
  /** What only the owner may do. */
  own?: OwnPhotos;
  /** In place of photos where there are none. */
  empty: preact.JSX.Element;
  /** The number of photos has changed, or may have. */
  onCount?: () => void;
};

/** How close to the last loaded photo the next page is asked for. */
const NEAR = 8;

/** The photos of an album, for its owner and for guests alike: the grid, a photo in the whole window, and what is on its way. */
export function AlbumPhotos({ album, list, looking, uploads, own, empty, onCount }: Props) {
  const { photos, next, error } = list.state.value;
  const { id, open, change, close } = useOpenPhoto();
  const shown = photos?.find((photo) => photo.id === id.value);
  useAdded(uploads, () => {
    void list.refresh();
    onCount?.();
  });
  useArrived(uploads, list, onCount);
  // Others may have added photos while nobody looked.
  const counted = useRef(onCount);
  counted.current = onCount;
  useEffect(() => {
    const seen = () => {
      if (browser.hidden() || list.state.peek().photos === undefined) return;
      void list.refresh();
      counted.current?.();
    };
    return browser.onChange(seen);
  }, [list.refresh, list.state]);
  useEffect(() => {
    // A link may lead to a photo further down.
    if (!id.value || !photos || next === null || error) return;
    if (!shown || photos.length - photos.indexOf(shown) < NEAR) list.more();
  }, [id.value, shown, photos, next, error, list.more]);
  const isToEnd = useSignal(false);
  const asked = isToEnd.value;
  useEffect(() => {
    if (!asked || !photos) return;
    // The last photo is known when all of them are.
    if (next !== null && !error) return list.more();
    isToEnd.value = false;
    if (id.peek() && photos.length > 0) change(photos.at(-1)!.id);
  }, [asked, photos, next, error, list.more]);
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (shown) last.current = shown.id;
    else if (last.current) {
      // Back where one was, also after many others were looked at.
      const tile = document.getElementById(`tile-${last.current}`);
      last.current = undefined;
      tile?.focus();
      tile?.scrollIntoView({ block: 'nearest' });
    }
  }, [shown]);
  const refusal = looking.leave.value.error;
  return (
    <>
      {uploads && <LeftUploads uploads={uploads} />}
      {uploads && <UploadPanel uploads={uploads} />}
      {uploads && <DropArea uploads={uploads} />}
      {Boolean(refusal) && <Problem title={albumText.picturesRefused} error={refusal} retry={looking.retry} />}
      {!refusal && looking.hasFailed.value && <NotShown onRetry={looking.retry} />}
      {Boolean(error) && !photos && <Problem title={albumText.photosFailedToLoad} error={error} retry={list.more} />}
      {!photos && !error && <PhotosSkeleton />}
      {photos?.length === 0 && empty}
      {photos && photos.length > 0 && (
        <PhotoGrid
          album={album.id}
          photos={photos}
          label={albumText.photosOfAlbum(album.name)}
          looking={looking}
          onOpen={(photo) => open(photo.id)}
        />
      )}
      {photos && next !== null && <GridEnd list={list} />}
      {photos && shown && (
        <PhotoView
          album={album.id}
          photos={photos}
          // Until all of them are known, the album says how many there are.
          total={next === null ? photos.length : Math.max(album.photos, photos.length)}
          photo={shown}
          looking={looking}
          own={own}
          onChange={(photo) => {
            isToEnd.value = false;
            change(photo.id);
          }}
          onEnd={() => {
            isToEnd.value = true;
          }}
          onRemoved={(photo: Photo) => {
            list.removed(photo.id);
            onCount?.();
          }}
          onClose={close}
        />
      )}
    </>
  );
}

/** Photos may come by the dozen a second: it is told of them so often. */
const TOLD_MS = 1500;

/** Tells when photos have come to be there, now and then while more of them come. */
function useAdded(uploads: Uploads | undefined, added: () => void): void {
  // Read, so that a change is seen.
  void uploads?.shown.value;
  const done = uploads?.queue.photos.filter(({ stage }) => stage === 'done').length ?? 0;
  const now = useRef(done);
  now.current = done;
  const told = useRef(done);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(added);
  latest.current = added;
  useEffect(() => {
    if (done < told.current) told.current = done;
    if (done === told.current) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      told.current = now.current;
      latest.current();
    }, TOLD_MS);
  }, [done]);
  useEffect(() => () => clearTimeout(timer.current), []);
}

function DropArea({ uploads }: { uploads: Uploads }) {
  useDropAnywhere(async (dropped) => {
    const { files } = await droppedFiles(dropped);
    uploads.add(files.filter(({ name }) => !name.startsWith('.')));
  });
  return <DropFrame words={albumText.dropToAdd} />;
}

const NotShown = ({ onRetry }: { onRetry: () => void }) => (
  <section class="message" role="status">
    <p>{albumText.someNotShown}</p>
    <button type="button" class="button" onClick={onRetry}>
      {text.retry}
    </button>
  </section>
);

const PhotosSkeleton = () => (
  <div class="photo-grid skeleton" role="status" aria-label={text.loading}>
    {Array.from({ length: 12 }, (_, index) => (
      <div class="block photo-skeleton" key={index} />
    ))}
  </div>
);
