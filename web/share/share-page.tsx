import { useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import type { LinkInfo, OpenedLink } from '../../lambdas/album/share-schemas.ts';
import { albumApi } from '../data/album-api.ts';
import { failedBy } from '../data/failed.ts';
import { Mosaic } from '../parts/mosaic.tsx';
import { Problem } from '../parts/problem.tsx';
import { albumText } from '../text/en-album.ts';
import { endOfLink } from './end-of-link.ts';
import { GuestFrame } from './guest-frame.tsx';
import { keepKnown, keepSession, keptSession, knownGuest } from './kept-session.ts';
import { LinkEnded } from './link-ended.tsx';
import { PasswordForm } from './password-form.tsx';
import { SharedAlbum } from './shared-album.tsx';

type Step =
  | { at: 'looking' }
  | { at: 'password' }
  | { at: 'open'; info: LinkInfo; opened: OpenedLink }
  | { at: 'ended'; code: string }
  | { at: 'failed'; error: unknown };

/** `/s/{token}`: an album for somebody who has a link to it and no account. */
export default function SharePage({ token }: { token: string }) {
  const step = useSignal<Step>({ at: 'looking' });
  const info = useSignal<LinkInfo | undefined>(undefined);
  const failed = useCallback(
    (error: unknown) => {
      const code = endOfLink(error);
      if (code) {
        keepSession(token, undefined);
        void keepKnown(token, undefined);
      }
      step.value = code ? { at: 'ended', code } : { at: 'failed', error };
    },
    [step, token],
  );
  /** @throws ApiError of the platform */
  const open = useCallback(
    async (by: { password?: string; session?: string; known?: string }) => {
      const opened = await albumApi.openShare(token, by);
      keepSession(token, opened.session);
      if (info.peek()!.password_required) void keepKnown(token, opened.session);
      step.value = { at: 'open', info: info.peek()!, opened };
    },
    [info, step, token],
  );
  const withPassword = (password: string) => {
    const known = knownGuest(token);
    return open({ password, ...(known && { known }) });
  };
  const begin = useCallback(async () => {
    step.value = { at: 'looking' };
    try {
      const session = keptSession(token);
      // With its session a link that is used up meanwhile still answers.
      info.value = await albumApi.showShare(token, session);
      if (info.value.password_required && !session) step.value = { at: 'password' };
      else await open(session ? { session } : {});
    } catch (error) {
      // A session that has ended: the password again.
      if (failedBy(error).status === 401 && info.peek()) step.value = { at: 'password' };
      else failed(error);
    }
  }, [failed, info, open, step, token]);
  useEffect(() => void begin(), [begin]);

  const now = step.value;
  if (now.at === 'open') {
    return (
      <SharedAlbum
        token={token}
        info={now.info}
        opened={now.opened}
        onEnded={failed}
        onPassword={() => {
          keepSession(token, undefined);
          step.value = { at: 'password' };
        }}
      />
    );
  }
  return (
    <GuestFrame title={albumText.sharedAlbum}>
      {now.at === 'looking' && (
        <section class="message whole skeleton" role="status">
          <Mosaic />
          <h1>{albumText.openingLink}</h1>
        </section>
      )}
      {now.at === 'password' && <PasswordForm onPassword={withPassword} onEnded={failed} />}
      {now.at === 'ended' && <LinkEnded code={now.code} />}
      {now.at === 'failed' && (
        <>
          <h1 class="unseen">{albumText.sharedAlbum}</h1>
          <Problem title={albumText.linkFailedToOpen} error={now.error} retry={begin} />
        </>
      )}
    </GuestFrame>
  );
}
