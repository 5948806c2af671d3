import { expect, test } from 'vitest';
import { ApiError } from '../../client/api-error.ts';
import { albumText } from '../text/en-album.ts';
import { endOfLink } from './end-of-link.ts';

test.each([
  [404, 'not_found', 'not_found'],
  [410, 'link_expired', 'link_expired'],
  [410, 'link_revoked', 'link_revoked'],
  [410, 'link_exhausted', 'link_exhausted'],
])('%i %s is the end, with a title and a sentence', (status, code, end) => {
  expect(endOfLink(new ApiError(status, code, 'x'))).toBe(end);
  expect(albumText.linkEndedTitles[end]).toBeTruthy();
  expect(albumText.linkEnded[end]).toBeTruthy();
});

test.each([0, 401, 429, 500])('%i is not', (status) => {
  expect(endOfLink(new ApiError(status, 'x', 'x'))).toBeUndefined();
});
