import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { edge, freshEdge, get, PAGE, serve, stateOf, store, TILE } from './edge.fixture.ts';

freshEdge();

test('a tile is a miss, then a hit with its age, then edge.asked for again by its ETag', async () => {
  const miss = await get(TILE);
  expect(miss).toMatchObject({ status: 200, text: '0123456789', headers: { 'x-cache': 'Miss from cloudfront' } });
  expect(miss.headers).not.toHaveProperty('x-amz-request-id');
  edge.clock += 59_000;
  expect((await get(TILE)).headers).toMatchObject({ 'x-cache': 'Hit from cloudfront', age: '59' });
  edge.clock += 2_000;
  expect(await stateOf(TILE)).toBe('RefreshHit from cloudfront');
  expect(await stateOf(TILE)).toBe('Hit from cloudfront');
  expect(edge.asked).toEqual(['tiles/tiles/city/0/0.webp', 'tiles/tiles/city/0/0.webp if-none-match']);
});

test('a changed object comes anew when its lifetime is over', async () => {
  await get(TILE);
  store('tiles/tiles/city/0/0.webp', 'new', 'public, max-age=60', 'image/webp');
  expect((await get(TILE)).text).toBe('0123456789');
  edge.clock += 61_000;
  expect((await get(TILE)).text).toBe('new');
});

test('query strings neither reach the bucket nor part the cache', async () => {
  await get(`${TILE}?a=1`);
  expect(await stateOf(`${TILE}?a=2`)).toBe('Hit from cloudfront');
  expect(edge.asked).toEqual(['tiles/tiles/city/0/0.webp']);
});

test('viewers who ask together cause one call', async () => {
  const states = await Promise.all([1, 2, 3].map(() => stateOf(TILE)));
  expect(edge.asked).toHaveLength(1);
  expect(states.sort()).toEqual(['Hit from cloudfront', 'Hit from cloudfront', 'Miss from cloudfront']);
});

test('private answers are not kept, errors for 10 s', async () => {
  store('tiles/tiles/mine.json', '{}', 'private, no-store', 'application/json');
  await get('/tiles/mine.json');
  expect(await stateOf('/tiles/mine.json')).toBe('Miss from cloudfront');
  const missing = await get('/tiles/none.webp');
  expect(missing).toMatchObject({ status: 404, text: 'gone', headers: { 'x-cache': 'Error from cloudfront' } });
  store('tiles/tiles/none.webp', 'here', 'max-age=60', 'image/webp');
  expect((await get('/tiles/none.webp')).status).toBe(404);
  edge.clock += 10_001;
  expect((await get('/tiles/none.webp')).status).toBe(200);
});

test('the distribution says how long an error is kept', async () => {
  edge.server.close();
  await serve({ errorResponses: [{ ErrorCode: 404, ErrorCachingMinTTL: 1 }] });
  expect((await get('/tiles/soon.webp')).status).toBe(404);
  store('tiles/tiles/soon.webp', 'here', 'max-age=60', 'image/webp');
  edge.clock += 999;
  expect((await get('/tiles/soon.webp')).status).toBe(404);
  edge.clock += 2;
  expect((await get('/tiles/soon.webp')).status).toBe(200);
});

test('ranges, conditions and HEAD are answered from the kept object', async () => {
  const part = await get(TILE, { range: 'bytes=2-4' });
  expect(part).toMatchObject({
    status: 206,
    text: '234',
    headers: { 'content-range': 'bytes 2-4/10', 'content-length': '3' },
  });
  expect(await get(TILE, { range: 'bytes=-3' })).toMatchObject({ status: 206, text: '789' });
  expect(await get(TILE, { range: 'bytes=10-' })).toMatchObject({
    status: 416,
    headers: { 'content-range': 'bytes */10' },
  });
  expect(await get(TILE, { range: 'bytes=0-1', 'if-range': '"old"' })).toMatchObject({ status: 200 });
  const { etag } = part.headers;
  expect(await get(TILE, { 'if-none-match': `"x", ${etag}` })).toMatchObject({
    status: 304,
    text: '',
    headers: { etag },
  });
  expect(await get(TILE, {}, 'HEAD')).toMatchObject({ status: 200, text: '', headers: { 'content-length': '10' } });
  expect(edge.asked).toHaveLength(1);
});

test('text is compressed for who accepts it, pictures are not', async () => {
  const brotli = await get('/', { 'accept-encoding': 'gzip, br' });
  expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
  expect(brotli.headers.etag).toMatch(/^W\//);
  expect(brotliDecompressSync(brotli.body).toString()).toBe(PAGE);
  const gzip = await get('/', { 'accept-encoding': 'gzip, br;q=0' });
  expect(gunzipSync(gzip.body).toString()).toBe(PAGE);
  expect((await get('/')).headers).not.toHaveProperty('content-encoding');
  expect((await get('/', { 'if-none-match': brotli.headers.etag! })).status).toBe(304);
  expect((await get(TILE, { 'accept-encoding': 'br' })).headers).not.toHaveProperty('content-encoding');
});
