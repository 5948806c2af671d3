import type { Album } from '../../lambdas/album/schemas.ts';
import { PhotoIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { Moment } from '../parts/moment.tsx';
import { albumText } from '../text/en-album.ts';

/** An album in the list; leads to its page. */
export const AlbumRow = ({ album: { id, name, description, photos, created_at } }: { album: Album }) => (
  <li>
    <a class="row-link album-row" href={`/albums/${id}`}>
      <PhotoIcon size={24} />
      <span class="album-row-name">{name}</span>
      <span class="quiet small">
        {albumText.photos(count(photos))} · <Moment time={created_at} />
      </span>
      {description && <span class="album-row-description quiet small">{description}</span>}
    </a>
  </li>
);
