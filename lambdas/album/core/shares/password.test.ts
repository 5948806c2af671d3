import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from './password.ts';

/** One of an account takes a quarter of a second. */
const CHEAP = { N: 1024, r: 8, p: 1 };

describe('passwords', () => {
  it('are known again, and others are not', async () => {
    const stored = await hashPassword('our summer', CHEAP);
    expect(await isPassword('our summer', stored)).toBe(true);
    for (const wrong of ['our summer ', 'Our summer', '', 'our winter'])
      expect(await isPassword(wrong, stored)).toBe(false);
  });

  it('are the same however a keyboard composes their letters', async () => {
    expect(await isPassword('Cafe\u0301 am See', await hashPassword('Caf\u00e9 am See', CHEAP))).toBe(true);
  });

  it('are stored with a salt of their own and the costs that they were made with', async () => {
    const stored = await hashPassword('our summer');
    expect(stored).toMatchObject({ N: 32768, r: 8, p: 3 });
    expect(await isPassword('our summer', stored)).toBe(true);
    const [first, second] = [await hashPassword('our summer', CHEAP), await hashPassword('our summer', CHEAP)];
    expect(first.hash).not.toBe(second.hash);
    expect(JSON.stringify(first)).not.toContain('summer');
  });

  it('of other costs are still known: those of RFC 7914, 12', async () => {
    const hash =
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640';
    const stored = { hash: Buffer.from(hash, 'hex').toString('base64'), salt: Buffer.from('NaCl').toString('base64') };
    expect(await isPassword('password', { ...stored, N: 1024, r: 8, p: 16 })).toBe(true);
  });
});
