import { expect, test } from 'vitest';
import { routeOf } from './route.ts';

const ALBUM = 'album_0e0f6bd4-6f0c-4a3e-9d57-0f2a64f8e9f1';

test.each([
  ['/', { page: 'home' }],
  ['/maps/old-town-a1b2c3', { page: 'map', map: 'old-town-a1b2c3' }],
  ['/maps/old-town-a1b2c3/', { page: 'map', map: 'old-town-a1b2c3' }],
  ['/jobs/job_01JZ0000000000000000000000', { page: 'job', job: 'job_01JZ0000000000000000000000' }],
  ['/callback', { page: 'callback' }],
  ['/maps', { page: 'not-found' }],
  ['/maps/Old%20Town', { page: 'not-found' }],
  ['/maps/a/builds', { page: 'builds', map: 'a' }],
  ['/maps/a/builds/', { page: 'builds', map: 'a' }],
  ['/maps/a/compare', { page: 'compare', map: 'a' }],
  ['/maps/a/builds/01JZ0000000000000000000000/shots', { page: 'shots', map: 'a', build: '01JZ0000000000000000000000' }],
  ['/maps/a/builds/01JZ/shots', { page: 'not-found' }],
  ['/maps/a/shots', { page: 'not-found' }],
  ['/jobs/1', { page: 'not-found' }],
  ['/albums', { page: 'albums' }],
  ['/albums/', { page: 'albums' }],
  [`/albums/${ALBUM}`, { page: 'album', album: ALBUM }],
  ['/albums/1', { page: 'not-found' }],
  ['/s/Zk3q-0_aVb1x9LmT4yQwRg', { page: 'share', token: 'Zk3q-0_aVb1x9LmT4yQwRg' }],
  ['/s/cut', { page: 'share', token: 'cut' }],
  ['/s', { page: 'not-found' }],
])('%s', (path, route) => {
  expect(routeOf(path)).toEqual(route);
});
