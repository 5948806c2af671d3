import { afterEach, expect, test, vi } from 'vitest';
import { createClient } from '../../client/client.ts';
import { sendFile } from './send-file.ts';

/** As much of a browser's as is used; tests say what happens to it. */
class FakeRequest {
  static made: FakeRequest[] = [];
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  status = 0;
  responseText = '';
  responseHeaders = '';
  headers: Record<string, string> = {};
  open = vi.fn();
  send = vi.fn();
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  onloadend = () => {};
  constructor() {
    FakeRequest.made.push(this);
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  getAllResponseHeaders = () => this.responseHeaders;
  abort = vi.fn(() => {
    this.onabort();
    this.onloadend();
  });
  answer(status: number, text = '', headers = '') {
    Object.assign(this, { status, responseText: text, responseHeaders: headers });
    this.onload();
    this.onloadend();
  }
}

const ticket = {
  upload_url: 'https://store.example/put',
  upload_headers: { 'content-length': '7', 'x-amz-checksum-sha256': 'abc' },
};
function upload(signal = new AbortController().signal) {
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  const onSent = vi.fn();
  const done = createClient({ baseUrl: '', sendFile }).uploadShot(ticket, 'picture', { signal, onSent });
  return { done, onSent, request: FakeRequest.made.at(-1)! };
}
afterEach(() => {
  vi.unstubAllGlobals();
  FakeRequest.made = [];
});

test("puts the picture with the headers of its ticket, but for the one that is the browser's own, and tells how far it is", async () => {
  const { done, onSent, request } = upload();
  expect(request.open.mock.calls).toEqual([['PUT', ticket.upload_url]]);
  expect(request.headers).toEqual({ 'x-amz-checksum-sha256': 'abc' });
  expect(request.send.mock.calls).toEqual([['picture']]);
  for (const loaded of [3, 7]) request.upload.onprogress!({ loaded });
  request.answer(200);
  await done;
  expect(onSent.mock.calls).toEqual([[3], [7]]);
});

test('refusals are what they are by fetch: status, and the request to ask about', async () => {
  const { done, request } = upload();
  request.answer(403, '<Error/>', 'content-type: application/xml\r\nx-amz-request-id: R1\r\n');
  await expect(done).rejects.toMatchObject({ name: 'ApiError', status: 403, requestId: 'R1' });
});

test('an answer without content is one', async () => {
  const { done, request } = upload();
  request.answer(204);
  await expect(done).resolves.toBeUndefined();
});

test('a line that breaks is unreachable', async () => {
  const { done, request } = upload();
  request.onerror();
  await expect(done).rejects.toMatchObject({ status: 0, code: 'unreachable' });
});

test('a signal ends it at once: by somebody with their reason, by time as a line that breaks', async () => {
  const [somebody, time] = [new AbortController(), new AbortController()];
  const [stopped, late] = [upload(somebody.signal), upload(time.signal)];
  somebody.abort(new Error('stopped'));
  time.abort(new DOMException('', 'TimeoutError'));
  await expect(stopped.done).rejects.toThrow('stopped');
  await expect(late.done).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  expect([stopped, late].map(({ request }) => request.abort.mock.calls.length)).toEqual([1, 1]);
});

test('nothing is sent for a signal that has ended before', async () => {
  const { done } = upload(AbortSignal.abort(new Error('stopped')));
  await expect(done).rejects.toThrow('stopped');
  expect(FakeRequest.made).toEqual([]);
});
