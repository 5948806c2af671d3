import type { AlbumDeletion } from '../../lambdas/album/schemas.ts';
import { albumApi } from '../data/album-api.ts';
import { TrashIcon, WarningIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { Moment } from '../parts/moment.tsx';
import { Problem } from '../parts/problem.tsx';
import { useAct } from '../parts/use-act.ts';
import { albumText } from '../text/en-album.ts';

type Props = { albums: AlbumDeletion[] /** Somebody has tried again. */; onAgain: () => void };

/** Albums that are being deleted, and what is left of them. One that does not come to its end can be tried again. */
export const AlbumsGoing = ({ albums, onAgain }: Props) => (
  <section class="albums-going" aria-labelledby="albums-going">
    <h2 id="albums-going">{albumText.albumsGoing}</h2>
    <ul class="album-rows">
      {albums.map((album) => (
        <Going key={album.id} album={album} onAgain={onAgain} />
      ))}
    </ul>
  </section>
);

function Going({ album: { id, name, photos, since, late }, onAgain }: { album: AlbumDeletion; onAgain: () => void }) {
  const { isBusy, error, act } = useAct();
  return (
    <li class="album-going">
      <TrashIcon size={24} />
      <span class="album-row-name">{name}</span>
      <span class="quiet small">
        {photos > 0 ? albumText.photosToGo(count(photos)) : albumText.tracesToGo} · {albumText.goingSince}{' '}
        <Moment time={since} />
      </span>
      {late && (
        <>
          <p class="state failed small">
            <WarningIcon size={16} /> {albumText.goingLate}
          </p>
          <button
            type="button"
            class="button"
            aria-label={albumText.deleteNamedAgain(name)}
            aria-disabled={isBusy.value}
            onClick={() =>
              act(async () => {
                await albumApi.deleteAlbum(id);
                onAgain();
              })
            }
          >
            {isBusy.value ? albumText.deletingAgain : albumText.deleteAgain}
          </button>
        </>
      )}
      {Boolean(error.value) && <Problem title={albumText.albumNotDeleted} error={error.value} />}
    </li>
  );
}
