import { useSignal } from '@preact/signals';
import type { Share } from '../../lambdas/album/share-schemas.ts';
import { MANY_WRONG_PASSWORDS } from '../../lib/limits/shares.ts';
import { albumApi } from '../data/album-api.ts';
import { WarningIcon } from '../icons/icons.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { count } from '../parts/durations.ts';
import { Moment } from '../parts/moment.tsx';
import { albumText } from '../text/en-album.ts';

type Props = { album: string; share: Share; onRevoked: () => void };

/** A link in the list: what it lets people do, how often it was opened, and its end. */
export function LinkRow({ album, share, onRevoked }: Props) {
  const isAsked = useSignal(false);
  const { state } = share;
  const { revoke: act, revoking: acting, keepLink: keep, linkNotRevoked: failed } = albumText;
  const views = albumText.linkViews(count(share.views), share.max_views ? count(share.max_views) : undefined);
  const date = dayOf(share.created_at);
  return (
    <li class={state === 'open' ? 'share-row' : 'share-row ended'}>
      <div class="share-row-words">
        <p>
          {albumText.linkMade} <Moment time={share.created_at} /> · {views}
        </p>
        <p class="quiet small">
          {[
            wordsOf(state, share.expires_at),
            albumText.linkUploads[share.upload],
            ...(share.max_photos ? [albumText.linkPhotos(count(share.uploads ?? 0), count(share.max_photos))] : []),
            ...(share.has_password ? [albumText.linkHasPassword] : []),
          ].join(' · ')}
        </p>
      </div>
      {state === 'open' && (
        <button
          type="button"
          class="button"
          aria-label={albumText.revokeLink(date)}
          onClick={() => {
            isAsked.value = true;
          }}
        >
          {albumText.revoke}
        </button>
      )}
      {(share.wrong_passwords ?? 0) >= MANY_WRONG_PASSWORDS && (
        <p class="share-row-warning state failed small">
          <WarningIcon size={16} /> {albumText.manyWrongPasswords(count(share.wrong_passwords!))}
        </p>
      )}
      {isAsked.value && (
        <Confirm
          title={albumText.revokeTitle}
          words={{ act, acting, keep, failed }}
          onConfirm={async () => {
            await albumApi.revokeShare(album, share.share_id);
            onRevoked();
          }}
          onClose={() => {
            isAsked.value = false;
          }}
        >
          <p>{albumText.revokeWhat}</p>
        </Confirm>
      )}
    </li>
  );
}

const dayOf = (time: string) =>
  new Date(time).toLocaleDateString('en', { year: 'numeric', month: 'short', day: 'numeric' });

function wordsOf(state: Share['state'], ends: string | undefined): string {
  if (state === 'revoked') return albumText.linkRevoked;
  if (state === 'exhausted') return albumText.linkUsedUp;
  if (!ends) return albumText.linkOpenEnded;
  return state === 'expired' ? albumText.linkHasEnded(dayOf(ends)) : albumText.linkEndsOn(dayOf(ends));
}
