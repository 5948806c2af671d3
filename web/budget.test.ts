import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkBudget } from './budget.ts';

const random = (kB: number) => randomBytes(kB * 1000).toString('latin1');
const chunk = (fileName: string, facadeModuleId: string, code: string, imports: string[] = []) => ({
  [fileName]: { fileName, facadeModuleId, code, imports },
});
const chunks = {
  ...chunk('index.js', '/web/index.html', 'a'),
  ...chunk('small.js', '/web/small.tsx', 'b'.repeat(50_000), ['index.js']),
  ...chunk('large.js', '/web/large.tsx', random(8), ['index.js']),
};

test('a page is weighed by gzip, with the document it begins with', () => {
  const [weight] = checkBudget(chunks, { small: { kB: 1, sources: ['small.tsx'] } });
  expect(weight).toMatchObject({ page: 'small', allowed: 1 });
  expect(weight!.kB).toBeGreaterThan(0.05);
});

test('a page above its budget fails and names what is large', () => {
  expect(() => checkBudget(chunks, { large: { kB: 5, sources: ['large.tsx'] } })).toThrow(
    /The large pages load .* 5 kB are allowed. Largest: large.js/,
  );
});
