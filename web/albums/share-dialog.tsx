import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Album } from '../../lambdas/album/schemas.ts';
import { albumApi } from '../data/album-api.ts';
import { useLoaded } from '../data/loaded.ts';
import { CloseButton } from '../parts/close-button.tsx';
import { useKeptFocus } from '../parts/kept-focus.ts';
import { Problem } from '../parts/problem.tsx';
import { useModal } from '../parts/use-modal.ts';
import { text } from '../text/en.ts';
import { albumText } from '../text/en-album.ts';
import { LinkOnce } from './link-once.tsx';
import { LinkRow } from './link-row.tsx';
import { NewLink } from './new-link.tsx';
import './share-dialog.css';

type Props = { album: Album; onClose: () => void };

/** Links to an album: makes them, shows each once, lists them with what they let people do, revokes them. */
export function ShareDialog({ album, onClose }: Props) {
  const { dialog, close } = useModal();
  const id = useId();
  const made = useSignal<string | undefined>(undefined);
  const links = useLoaded(() => albumApi.listShares(album.id), [album.id]);
  const { data, error } = links.value;
  const shares = data?.items;
  // The button that revoked a link goes with what it could do.
  const listed = useKeptFocus<HTMLHeadingElement>(String(shares?.filter(({ state }) => state === 'open').length));
  return (
    <dialog
      ref={dialog}
      class="dialog share-dialog"
      aria-labelledby={id}
      onClose={(event) => event.target === dialog.current && onClose()}
    >
      <div class="heading">
        <h2 id={id}>{albumText.shareTitle(album.name)}</h2>
        <CloseButton onClick={close} />
      </div>
      <div class="share-steps">
        <p class="quiet">{albumText.shareWhat}</p>
        {made.value ? (
          <LinkOnce
            link={made.value}
            onAnother={() => {
              made.value = undefined;
            }}
          />
        ) : (
          <NewLink
            album={album.id}
            onMade={(token) => {
              made.value = `${location.origin}/s/${token}`;
              links.reload();
            }}
          />
        )}
        <section class="share-links" aria-label={albumText.links}>
          <h3 ref={listed}>{albumText.links}</h3>
          {Boolean(error) && <Problem title={albumText.linksFailedToLoad} error={error} retry={links.reload} />}
          {!shares && !error && (
            <div class="skeleton" role="status" aria-label={text.loading}>
              <div class="block share-link-skeleton" />
            </div>
          )}
          {shares?.length === 0 && <p class="quiet">{albumText.noLinks}</p>}
          {shares && shares.length > 0 && (
            <ul>
              {shares.map((share) => (
                <LinkRow key={share.share_id} album={album.id} share={share} onRevoked={links.reload} />
              ))}
            </ul>
          )}
        </section>
      </div>
    </dialog>
  );
}
