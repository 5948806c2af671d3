/**
 * Which paths are files of the web app: what lies beside its index.html, `assets/` and `export/`. Every other one, with a dot or
 * not, is a page, and an unknown page says so itself; else the bucket would answer, in XML and with its name. Runs at CloudFront
 * for every request (cloudfront-js-2.0).
 */
export const PAGE_ROUTES = [
  'function handler(event) {',
  'var request = event.request;',
  'var isFile = /^\\/([\\w-]+\\.(html|json|txt|ico)|(assets|export)\\/[\\w.-]+\\.\\w+)$/.test(request.uri);',
  "if (!isFile) request.uri = '/index.html';",
  'return request;',
  '}',
].join(' ');
