import { expect, test } from 'vitest';
import { wayOut } from './way-out.ts';

test.each([
  ['/maps/map_1', '/'],
  ['/jobs/job_1', '/'],
  ['/albums', '/'],
  ['/albums/album_1', '/albums'],
  ['/s/token', undefined],
])('from %s to %s', (path, to) => {
  expect(wayOut(path)?.href).toBe(to);
});
