import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { albumApi } from '../data/album-api.ts';
import { PlusIcon } from '../icons/icons.tsx';
import { Mosaic } from '../parts/mosaic.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { go } from '../routing/navigation.ts';
import { signedInAs, signIn, signInError, signInIfNeeded } from '../session/session.ts';
import { SignInNeeded } from '../session/sign-in-needed.tsx';
import { text } from '../text/en.ts';
import { albumText } from '../text/en-album.ts';
import { AlbumForm } from './album-form.tsx';
import { useAlbums } from './album-list.ts';
import { AlbumRow } from './album-row.tsx';
import { AlbumsGoing } from './albums-going.tsx';
import './albums.css';

/** `/albums`: the visitor's own albums. */
export default function AlbumsPage() {
  const person = signedInAs.value;
  const { state, more, reload } = useAlbums(person);
  const isMaking = useSignal(false);
  useEffect(() => void signInIfNeeded(), []);
  const { albums, next, error, deleting = [] } = state.value;
  // What does not come to its end wants to be seen.
  const isStuck = deleting.some(({ late }) => late);
  const going = deleting.length > 0 && <AlbumsGoing albums={deleting} onAgain={reload} />;
  const { createAlbum: act, creatingAlbum: acting, albumNotMade: failed } = albumText;
  return (
    <Page title={text.albums} place="albums">
      {Boolean(signInError.value) && (
        <Problem title={text.signInFailed} error={signInError.value} retry={() => signIn()} />
      )}
      <div class="heading">
        <div>
          <h1 tabIndex={-1}>{text.albums}</h1>
          <p class="quiet small">{albumText.albumsWhose}</p>
        </div>
        {person && (
          <button
            type="button"
            class="button main"
            onClick={() => {
              isMaking.value = true;
            }}
          >
            <PlusIcon /> {albumText.newAlbum}
          </button>
        )}
      </div>
      {!person && !signInError.value && <SignInNeeded why={albumText.signInForAlbums} />}
      {Boolean(error) && <Problem title={albumText.albumsFailedToLoad} error={error} retry={reload} />}
      {person && !albums && !error && <AlbumsSkeleton />}
      {isStuck && going}
      {albums?.length === 0 && (
        <section class="message whole">
          <Mosaic />
          <h2>{albumText.noAlbums}</h2>
          <p>{albumText.noAlbumsWhat}</p>
        </section>
      )}
      {albums && albums.length > 0 && (
        <ul class="album-rows">
          {albums.map((album) => (
            <AlbumRow key={album.id} album={album} />
          ))}
        </ul>
      )}
      {albums && next && (
        <button type="button" class="button" onClick={more}>
          {text.showMore}
        </button>
      )}
      {!isStuck && going}
      {isMaking.value && (
        <AlbumForm
          title={albumText.newAlbum}
          words={{ act, acting, failed }}
          onSave={async (words) => go(`/albums/${(await albumApi.createAlbum(words)).id}`)}
          onClose={() => {
            isMaking.value = false;
          }}
        />
      )}
    </Page>
  );
}

const AlbumsSkeleton = () => (
  <div class="album-rows skeleton" role="status" aria-label={text.loading}>
    {[1, 2, 3].map((row) => (
      <div class="block album-row-skeleton" key={row} />
    ))}
  </div>
);
