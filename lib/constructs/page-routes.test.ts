import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { PAGE_ROUTES } from './page-routes.ts';

const routed = (uri: string): string =>
  runInNewContext(`${PAGE_ROUTES}; handler(event).uri`, { event: { request: { uri } } });

test.each([
  '/index.html',
  '/config.json',
  '/robots.txt',
  '/export/index.html',
  '/assets/callback-BK3F2Qgm.js',
  '/assets/index-a_b-c.css',
  '/assets/layers-2x.BWBAp2CZ.png',
])('%s is a file', (uri) => {
  expect(routed(uri)).toBe(uri);
});

test.each([
  '/',
  '/maps/my-city-3k9f2a',
  '/maps/my-city-3k9f2a/builds',
  '/maps/v1.2',
  '/callback',
  '//evil.example',
  '/%2f%2fevil.example',
  '/evil.example',
  '/assets/../x.y',
  '/assets/',
  '/albums',
  '/albums/album_0e0f6bd4-6f0c-4a3e-9d57-0f2a64f8e9f1',
  '/s/Zk3q-0_aVb1x9LmT4yQwRg',
])('%s is a page', (uri) => {
  expect(routed(uri)).toBe('/index.html');
});
