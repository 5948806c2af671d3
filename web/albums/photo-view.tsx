import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import { LeftIcon, RightIcon } from '../icons/icons.tsx';
import { CloseButton } from '../parts/close-button.tsx';
import { count, fileSize } from '../parts/durations.ts';
import { useKeptFocus } from '../parts/kept-focus.ts';
import { Moment } from '../parts/moment.tsx';
import { useModal } from '../parts/use-modal.ts';
import { albumText } from '../text/en-album.ts';
import { DeletePhoto } from './delete-photo.tsx';
import { DownloadPhoto } from './download-photo.tsx';
import { type LookingAtPhotos, pictureAddress } from './photo-image.tsx';
import { PhotoPicture } from './photo-picture.tsx';
import { swipeOf } from './swipe.ts';
import './photo-view.css';

export type OwnPhotos = {
  download(photo: Photo): Promise<Blob>;
  remove(photo: Photo): Promise<unknown>;
};

type Props = {
  album: string;
  photos: Photo[];
  /** Of all photos of the album, as far as it is known. */
  total: number;
  photo: Photo;
  looking: LookingAtPhotos;
  /** What only the owner may do. */
  own?: OwnPhotos;
  onChange: (photo: Photo) => void;
  /** To the last of all photos, which may not be known yet. */
  onEnd: () => void;
  onRemoved: (photo: Photo) => void;
  onClose: () => void;
};

/** One photo in the whole window. Arrow keys and a finger drawn across lead to the others, Esc back to the album. */
export function PhotoView({ album, photos, total, photo, looking, own, onChange, onEnd, onRemoved, onClose }: Props) {
  const { dialog, close } = useModal();
  // The button that deleted a photo goes with it: its keys lead on from the one that takes its place.
  const heading = useKeptFocus<HTMLHeadingElement>(photo.id);
  const drawn = useRef<{ x: number; y: number; at: number } | undefined>(undefined);
  const shift = useSignal(0);
  const index = photos.indexOf(photo);
  const [before, after] = [photos[index - 1], photos[index + 1]];
  // What is on show is read first, and not the first of the buttons.
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    // The next ones come while this one is looked at.
    for (const near of [after, before]) {
      if (near?.variants === 'ready') new Image().src = pictureAddress(album, near.id, 'screen');
    }
  }, [album, before, after]);
  const to = (other: Photo | undefined) => other && onChange(other);
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const other = { ArrowLeft: before, ArrowRight: after, Home: photos[0] }[event.key];
    if (!other && event.key !== 'End') return;
    event.preventDefault();
    if (other) to(other);
    else onEnd();
  };
  const end = (event: PointerEvent) => {
    const from = drawn.current;
    drawn.current = undefined;
    shift.value = 0;
    if (!from || event.type === 'pointercancel') return;
    const meant = swipeOf({ dx: event.clientX - from.x, dy: event.clientY - from.y, ms: event.timeStamp - from.at });
    to(meant === 'next' ? after : meant === 'previous' ? before : undefined);
  };
  const name = photo.title ?? photo.name;
  return (
    <dialog ref={dialog} class="photo-view" aria-label={name} onClose={onClose} onKeyDown={onKey}>
      <div class="photo-bar">
        <div class="photo-words">
          <h2 ref={heading} tabIndex={-1} aria-live="polite">
            {name}
          </h2>
          <p class="quiet small">
            {/* On a phone the end of the line is cut off. */}
            {albumText.photoOf(count(index + 1), count(total))}
            {photo.guest && ` · ${albumText.byGuest}`} · <Moment time={photo.created_at} /> · {fileSize(photo.bytes)}
          </p>
        </div>
        {own && <DownloadPhoto key={`get ${photo.id}`} photo={photo} download={own.download} />}
        {own && (
          <DeletePhoto
            key={`delete ${photo.id}`}
            photo={photo}
            remove={own.remove}
            onRemoved={() => {
              // The one that takes its place, or the album.
              if (after ?? before) to(after ?? before);
              else close();
              onRemoved(photo);
            }}
          />
        )}
        <CloseButton label={albumText.closePhoto} onClick={close} />
      </div>
      <div
        class="photo-stage"
        onPointerDown={(event) => {
          if (event.pointerType === 'touch' && event.isPrimary)
            drawn.current = { x: event.clientX, y: event.clientY, at: event.timeStamp };
        }}
        onPointerMove={(event) => {
          if (drawn.current && event.isPrimary) shift.value = event.clientX - drawn.current.x;
        }}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <div class="photo-shifted" style={shift.value ? { transform: `translateX(${shift.value}px)` } : undefined}>
          <PhotoPicture key={photo.id} album={album} photo={photo} looking={looking} isOwn={own !== undefined} />
        </div>
        <Turn way="previous" to={before} onTurn={to} />
        <Turn way="next" to={after} onTurn={to} />
      </div>
    </dialog>
  );
}

type TurnProps = { way: 'previous' | 'next'; to?: Photo; onTurn: (photo: Photo) => void };

/** Stays in its place at the ends, so that nothing jumps and the focus has somewhere to be. */
const Turn = ({ way, to, onTurn }: TurnProps) => (
  <button
    type="button"
    class={`button square photo-turn ${way}`}
    aria-label={albumText[way]}
    title={albumText[way]}
    disabled={!to}
    onClick={() => to && onTurn(to)}
  >
    {way === 'previous' ? <LeftIcon /> : <RightIcon />}
  </button>
);
