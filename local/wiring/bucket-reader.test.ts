import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createBucketReader } from './bucket-reader.ts';

test('a connection that the other side closed while it lay idle is no failure of the origin', async () => {
  const used = new WeakSet();
  let closed = 0;
  const server = createServer((request, response) => {
    // As a server whose time for idle connections ends just now: it has read nothing and says nothing.
    if (used.has(request.socket)) {
      closed++;
      request.socket.destroy();
      return;
    }
    used.add(request.socket);
    response.end(request.url!.split('?')[0]);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const reader = createBucketReader(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    id: 'AKIDTEST',
    secret: 'secret',
  });
  onTestFinished(() => {
    reader.close();
    server.closeAllConnections();
    server.close();
  });
  for (const key of ['a', 'b', 'c']) {
    const { status, body } = await reader.getObject('bucket', key, { headers: {} });
    expect([status, await text(body)]).toEqual([200, `/bucket/${key}`]);
  }
  expect(closed).toBeGreaterThan(0);
});
