import { afterEach, expect, it, vi } from 'vitest';
import { readEnv } from './env.ts';

afterEach(() => vi.unstubAllEnvs());

it('answers what is asked for and names all that is missing', () => {
  vi.stubEnv('TABLE_A', 'rows');
  vi.stubEnv('TABLE_B', '');
  expect(readEnv('TABLE_A')).toEqual({ TABLE_A: 'rows' });
  expect(() => readEnv('TABLE_A', 'TABLE_B', 'TABLE_C')).toThrow(/TABLE_B, TABLE_C/);
});
