import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { JOB_POLL_SECONDS } from '../../lib/limits.ts';
import { albumApi } from '../data/album-api.ts';
import { failedBy, isFinal } from '../data/failed.ts';
import { useLoaded } from '../data/loaded.ts';
import { browser } from '../data/poll.ts';
import { Mosaic } from '../parts/mosaic.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { signedInAs, signIn, signInError, signInIfNeeded } from '../session/session.ts';
import { SignInNeeded } from '../session/sign-in-needed.tsx';
import { text } from '../text/en.ts';
import { albumText } from '../text/en-album.ts';
import { AlbumHeading } from './album-heading.tsx';
import { OwnAlbum } from './own-album.tsx';
import './albums.css';

/** `/albums/{album}`: an album for its owner. */
export default function AlbumPage({ id }: { id: string }) {
  const person = signedInAs.value;
  const loaded = useLoaded(async () => (person ? albumApi.showAlbum(id) : undefined), [id, person]);
  const changed = useSignal<{ name: string; description: string } | undefined>(undefined);
  useEffect(() => void signInIfNeeded(), []);
  const { data, error } = loaded.value;
  const album = data && { ...data, ...changed.value };
  const isGone = failedBy(error).status === 404;
  // An album that is on show stays when it could not be asked for again: without a network the photos on their way say so already. It is
  // asked for until it answers, because what it says of itself is old.
  const isOld = Boolean(album && error) && !isFinal(error);
  useEffect(() => (isOld ? browser.later(loaded.reload, JOB_POLL_SECONDS) : undefined), [error]);
  const isToBeTold = Boolean(error) && !isGone && !isOld;
  return (
    <Page title={album?.name ?? albumText.album} place="albums">
      {Boolean(signInError.value) && (
        <Problem title={text.signInFailed} error={signInError.value} retry={() => signIn()} />
      )}
      {!album && !isGone && <h1 class="unseen">{albumText.album}</h1>}
      {!person && !signInError.value && <SignInNeeded why={albumText.signInForAlbums} />}
      {person && isGone && <NoAlbum />}
      {person && isToBeTold && <Problem title={albumText.albumFailedToLoad} error={error} retry={loaded.reload} />}
      {person && !album && !error && <HeadingSkeleton />}
      {person && album && !isGone && (
        <>
          <AlbumHeading
            album={album}
            onChanged={(now) => {
              changed.value = now;
            }}
          />
          <OwnAlbum key={id} album={album} onCount={loaded.reload} />
        </>
      )}
    </Page>
  );
}

const NoAlbum = () => (
  <section class="message whole">
    <Mosaic />
    <h1>{albumText.albumNotThere}</h1>
    <p>{albumText.noSuchAlbum}</p>
    <a class="button main" href="/albums">
      {text.allAlbums}
    </a>
  </section>
);

const HeadingSkeleton = () => (
  <div class="album-heading skeleton" role="status" aria-label={text.loading}>
    <div class="block album-name-skeleton" />
  </div>
);
