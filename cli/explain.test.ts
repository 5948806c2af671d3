import { expect, test } from 'vitest';
import { ApiError } from '../client/api-error.ts';
import { explain } from './explain.ts';

test.each([
  [
    new ApiError(301, 'redirected', 'A redirect.', { details: [{ field: 'location', message: 'https://b.example' }] }),
    'A redirect. If that is the platform, name it: --url https://b.example',
  ],
  [new ApiError(302, 'redirected', 'A redirect.'), 'A redirect. Say where the platform is with --url.'],
  [new ApiError(200, 'no_platform', 'A page.'), 'A page. Say where it is with --url or TESSERA_URL.'],
  [new ApiError(431, 'unexpected_answer', '431.'), '431. The token of your login is too long for it; `tessera logout`'],
  [
    new ApiError(503, 'server_error', '503.'),
    '503.\nThe platform is starting or has too much to do: run the same command again',
  ],
  [new ApiError(429, 'too_many_requests', '429.'), '429.\nThe platform is starting or has too much to do'],
])('%s is told with its remedy', (error, message) => {
  expect(explain(error, {})).toEqual({ exitCode: 5, message: expect.stringContaining(message) });
});

test('a token of the environment that is too long is named', () => {
  const { exitCode, message } = explain(new ApiError(431, 'unexpected_answer', '431.'), { TESSERA_TOKEN: 'a' });
  expect({ exitCode, message }).toEqual({ exitCode: 5, message: expect.stringContaining('TESSERA_TOKEN is too long') });
});

test('another fault of the server may be a bug', () => {
  const { exitCode, message } = explain(new ApiError(500, 'server_error', '500.'), {});
  expect({ exitCode, message }).toEqual({ exitCode: 1, message: expect.stringContaining('open an issue') });
});
