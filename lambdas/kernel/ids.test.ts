import { expect, it } from 'vitest';
import { randomIds, slugOf } from './ids.ts';

it.each([
  ['Großstadt am Fluß', 'grossstadt-am-fluss'],
  ['  São Paulo -- 2 ', 'sao-paulo-2'],
  ['東京', 'map'],
  [`${'a'.repeat(49)} b`, 'a'.repeat(49)],
])('makes an address of "%s"', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

it('makes ids of its form, each another', () => {
  const slugs = [randomIds.slug('x'.repeat(80), '-'), randomIds.slug('x'.repeat(80), '-')];
  for (const slug of slugs) expect(slug).toMatch(/^x{50}-[a-z0-9]{6}$/);
  expect(new Set(slugs).size).toBe(2);
  expect(randomIds.screenshot()).toMatch(/^shot_[0-9a-f-]{36}$/);
});
