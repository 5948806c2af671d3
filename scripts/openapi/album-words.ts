/** What the document says about the album beyond its table of routes. Examples are checked against the schemas. */
import type { ALBUM_ROUTES } from '../../lambdas/album/routes.ts';
import type { RouteWords } from './operation.ts';

const album = {
  id: 'album_6f3b2d1e-0c4a-4d6e-9b58-2f7a1c9e4d30',
  name: 'Summer at the lake',
  description: '',
  created_at: '2026-07-04T18:20:11.000Z',
  photos: 48,
};

const share = {
  ...{ share_id: 'share_01JZCS6Y9M4T8XQ2V7B3K5N0PR', created_at: '2026-07-05T09:00:00.000Z', state: 'open' },
  ...{ expires_at: '2026-08-04T09:00:00.000Z', has_password: true, upload: 'allowed', max_photos: 100, uploads: 3 },
  ...{ max_views: 500, views: 12 },
};
const token = '9Xz3mQ0cT1uYbKfR7wVg2A';

const routes: Partial<Record<keyof typeof ALBUM_ROUTES, RouteWords>> = {
  'create-album': {
    description: 'Each request makes an album, also when there is one of that name.',
    answers: { 201: 'The new album' },
    request: { name: album.name },
    answer: { ...album, photos: 0 },
  },
  'list-albums': { answers: { 200: 'A page of albums' }, answer: { items: [album], next: null } },
  'show-album': { answers: { 200: 'The album' }, answer: album },
  'update-album': {
    description: 'What is left out stays as it is.',
    answers: { 200: 'The album as it is now' },
    request: { description: 'By Ada and Ben' },
    answer: { ...album, description: 'By Ada and Ben' },
  },
  'create-share': {
    description:
      'Whoever has the token sees the album, so it is told once and only its hash is stored. Each request makes a link.',
    answers: { 201: 'The new link' },
    request: { expires_in_days: 30, password: 'our summer', upload: 'allowed', max_views: 500 },
    answer: { ...share, uploads: 0, views: 0, token, url: `/s/${token}` },
  },
  'list-shares': {
    description: 'Those that closed are listed for 30 days more.',
    answers: { 200: 'All links of the album' },
    answer: { items: [share] },
  },
  'revoke-share': {
    description:
      'Every request is refused at once; cookies for pictures that guests have by then are good for a minute at most. A repeat is harmless.',
    answers: { 204: 'It is taken back' },
  },
  'show-share': {
    description:
      'With a session of the link in the header `x-share-session` also one that has been opened as often as it may be.',
    answers: { 200: 'The link' },
    answer: { password_required: true, upload: 'allowed', expires_at: share.expires_at },
  },
  'open-share': {
    description:
      'A new session is a view; one that is sent and still good goes on, without a view and without the password. Cookies for the pictures come with the answer, where guests may see any.',
    answers: { 200: 'It is open' },
    request: { password: 'our summer' },
    answer: {
      ...{ session: 'Wn5pJ8rE2sLkD0aHqC6tYg', session_ends_at: '2026-07-05T10:00:00.000Z', expires_in: 60 },
      album: { id: album.id, name: album.name, description: '', photos: 48 },
    },
  },
};

export const ALBUM_WORDS = { description: 'Private albums of photos, shown to others by a link', routes };
