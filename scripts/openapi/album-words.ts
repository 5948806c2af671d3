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
};

export const ALBUM_WORDS = { description: 'Private albums of photos, shown to others by a link', routes };
