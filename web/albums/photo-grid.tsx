import { useSignal } from '@preact/signals';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import { HourglassIcon, WarningIcon } from '../icons/icons.tsx';
import { albumText } from '../text/en-album.ts';
import { neighbourInGrid } from './grid-keys.ts';
import { type LookingAtPhotos, PhotoImage } from './photo-image.tsx';
import './photo-grid.css';

type Props = {
  album: string;
  photos: Photo[];
  label: string;
  looking: LookingAtPhotos;
  onOpen: (photo: Photo) => void;
};

/** Thumbnails, each of which opens its photo. Arrow keys go from one to the other. */
export function PhotoGrid({ album, photos, label, looking, onOpen }: Props) {
  return (
    <ul
      class="photo-grid"
      aria-label={label}
      onKeyDown={(event) => {
        const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
        const to = neighbourInGrid(event.key, links.indexOf(document.activeElement as HTMLElement), placesOf(links));
        if (to === undefined) return;
        event.preventDefault();
        links[to]?.focus();
      }}
    >
      {photos.map((photo) => (
        <li key={photo.id}>
          <a
            href={`#${photo.id}`}
            id={`tile-${photo.id}`}
            class="photo-tile"
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
              event.preventDefault();
              onOpen(photo);
            }}
          >
            <span class="unseen">{albumText.openPhoto(photo.title ?? photo.name)}</span>
            <Thumbnail album={album} photo={photo} looking={looking} />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** In the window: within their items, which are painted apart (`content-visibility`), all of them lie at 0, 0. */
const placesOf = (links: HTMLElement[]) =>
  links.map((link) => {
    const { left, top } = link.getBoundingClientRect();
    return [left, top] as [number, number];
  });

function Thumbnail({ album, photo, looking }: Pick<Props, 'album' | 'looking'> & { photo: Photo }) {
  const hasFailed = useSignal(false);
  if (photo.variants !== 'ready') {
    return (
      <span class="photo-tile-note small">
        {photo.variants === 'making' ? <HourglassIcon /> : <WarningIcon />}
        {photo.variants === 'making' ? albumText.preparing : albumText.noPreview}
      </span>
    );
  }
  if (looking.leave.value.generation === 0) return null;
  return (
    <>
      <PhotoImage
        looking={looking}
        {...{ album, photo: photo.id, variant: 'thumb' }}
        alt=""
        class={hasFailed.value ? 'missing' : undefined}
        isLazy
        onShown={() => {
          hasFailed.value = false;
        }}
        onFailed={() => {
          hasFailed.value = true;
        }}
      />
      {hasFailed.value && (
        <span class="photo-tile-note small">
          <WarningIcon />
          {albumText.notShown}
        </span>
      )}
    </>
  );
}
