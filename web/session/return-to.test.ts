import { expect, test } from 'vitest';
import { returnTo } from './return-to.ts';

test.each(['/', '/maps/a-1?x=1#2/3/4'])('%s is gone back to', (page) => {
  expect(returnTo(page)).toBe(page);
});

test.each(['//x', '/\\x', '//evil.example/a', 'https://evil.example', 'maps', '', undefined, { a: 1 }])(
  '%j is no page of ours',
  (state) => {
    expect(returnTo(state)).toBe('/');
  },
);
