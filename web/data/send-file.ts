import type { SendFile } from '../../client/api-caller.ts';

/** The browser says it by itself, and complains of everybody else who does; fetch leaves it out silently. */
const OWN = 'content-length';

/** PUTs by XMLHttpRequest, which tells how far an upload is; fetch does not. Answers and fails as fetch does. */
export const sendFile: SendFile = (url, { headers, body, signal }, onSent) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) {
      if (name.toLowerCase() !== OWN) request.setRequestHeader(name, value);
    }
    if (onSent) request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => resolve(answerOf(request));
    request.onerror = () => reject(new TypeError('Failed to send'));
    request.onabort = () => reject(signal?.reason ?? new DOMException('Aborted', 'AbortError'));
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort, { once: true });
    // What may be sent by fetch alone is a stream, and no file is one.
    request.send(body as XMLHttpRequestBodyInit);
  });

function answerOf(request: XMLHttpRequest): Response {
  const lines = request.getAllResponseHeaders().trim().split(/\r?\n/).filter(Boolean);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  // An answer without content must not be given any.
  return new Response(request.responseText || null, { status: request.status, headers });
}
