import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BUNDLE_BYTES } from '../limits.ts';
import { assertBundleWithinLimit } from './bundle-size.ts';

function bundle(files: Record<string, number>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), Buffer.alloc(bytes));
  return folder;
}

test('a bundle at the limit passes', () => {
  expect(() => assertBundleWithinLimit(bundle({ 'index.mjs': BUNDLE_BYTES }))).not.toThrow();
});

test('a bundle above the limit is refused by name', () => {
  const folder = bundle({ 'index.mjs': BUNDLE_BYTES, 'other.mjs': 1 });
  expect(() => assertBundleWithinLimit(folder)).toThrow(folder);
});
