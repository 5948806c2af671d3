import { expect, test } from 'vitest';
import { installedPackages, isAcceptable } from './licences.ts';

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['Apache-2.0 AND MIT', true],
  ['Apache-2.0 AND GPL-2.0', false],
  ['GPL-3.0-only', false],
  ['none given', false],
])('%s: %s', (licence, acceptable) => {
  expect(isAcceptable({ name: 'some-package', licence })).toBe(acceptable);
});

test('an exception holds for its package only', () => {
  expect(isAcceptable({ name: '@img/sharp-libvips-linux-x64', licence: 'LGPL-3.0-or-later' })).toBe(true);
  expect(isAcceptable({ name: 'other', licence: 'LGPL-3.0-or-later' })).toBe(false);
});

test('installed packages are read, scoped ones too', () => {
  const names = installedPackages().map(({ name }) => name);
  expect(names).toContain('zod');
  expect(names).toContain('@middy/core');
});
