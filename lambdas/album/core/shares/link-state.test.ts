import { expect, it } from 'vitest';
import type { LinkRecord } from '../../share-ports.ts';
import { closedLink, linkState } from './link-state.ts';

const NOW = new Date('2026-07-05T09:00:00Z');
const SECOND = NOW.getTime() / 1000;
const LINK: LinkRecord = {
  ...{ share: 'share_1', album: 'album_1', created_at: '2026-07-01T00:00:00.000Z', upload: 'none' },
  ...{ uploads: 0, views: 3 },
};

it.each([
  ['without limits', {}, 'open'],
  ['in its last second', { ends_at: SECOND + 1 }, 'open'],
  ['at its end', { ends_at: SECOND }, 'expired'],
  ['with a view left', { max_views: 4 }, 'open'],
  ['opened as often as it may be', { max_views: 3 }, 'exhausted'],
  ['expired and exhausted', { ends_at: SECOND, max_views: 3 }, 'expired'],
  ['taken back', { revoked_at: '2026-07-04T00:00:00.000Z' }, 'revoked'],
  ['taken back and expired', { revoked_at: '2026-07-04T00:00:00.000Z', ends_at: SECOND }, 'revoked'],
] as const)('a link %s', (_, changes, state) => {
  expect(linkState({ ...LINK, ...changes }, NOW)).toBe(state);
});

it.each(['expired', 'revoked', 'exhausted'] as const)('%s is 410 and says what to do', (state) => {
  expect(closedLink(state)).toMatchObject({
    status: 410,
    code: `link_${state}`,
    message: expect.stringContaining('Ask whoever gave it to you'),
  });
});
