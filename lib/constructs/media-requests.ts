/**
 * Which requests for `/media/*` are served at all. A policy that is signed for any host (`https://*` and a path: no function knows the
 * distribution's name) also matches an address that holds the signed path further behind, in its path or its query, and would
 * open every picture to whoever may see one. So paths are plain, hold `/media/` in front only, and queries hold nothing but
 * the parameters of signed URLs. Runs at CloudFront for every request (cloudfront-js-2.0).
 */
export const MEDIA_REQUESTS = [
  'function handler(event) {',
  'var request = event.request;',
  'var uri = request.uri;',
  "var ours = ['Policy', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm', 'Expires'];",
  "var isPlain = /^(\\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(uri) && uri.indexOf('/media/', 1) < 0;",
  'for (var name in request.querystring) {',
  'var given = request.querystring[name];',
  'if (ours.indexOf(name) < 0 || given.multiValue || !/^[\\w~-]*$/.test(given.value)) isPlain = false;',
  '}',
  'if (isPlain) return request;',
  "return { statusCode: 403, statusDescription: 'Forbidden', headers: { 'cache-control': { value: 'no-store' } } };",
  '}',
].join(' ');
