import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { SAVE_BYTES } from '../../lib/limits.ts';
import { isSave, readSave } from './save-file.ts';

/** Not packed, and with nothing in it. */
const SAVE = 'OTTN\x01\x2e\0\0\0\0\0\0';
const chosen = (...names: string[]) => ({ files: names.map((name) => new File([SAVE], name)) });

test.each([
  [['city.sav'], true],
  [['CITY.SAV'], true],
  [['city.png'], false],
  [['sav'], false],
  [['a.sav', 'b.sav'], false],
  [[], false],
])('%j: %s', (names, is) => expect(isSave(chosen(...names))).toBe(is));

test('a save is read with its checksum; what is none is named with the remedy', async () => {
  const sha256 = createHash('sha256').update(SAVE).digest('hex');
  expect(await readSave(chosen('city.sav'))).toMatchObject({ game: 'openttd', sha256 });
  expect(await readSave({ files: [new File(['GIF89a'], 'city.sav')] })).toMatch(
    /^city\.sav is not a save of OpenTTD \(\.sav\)\. Save the game again/,
  );
  expect(await readSave({ files: [new File(['OTTD...'], 'city.sav')] })).toMatch(/^city\.sav is packed .* \(LZO\)\./);
  expect(await readSave({ files: [new File([SAVE.slice(0, -1)], 'city.sav')] })).toMatch(
    /^city\.sav is damaged or cut off/,
  );
  const large = new File(['OTTX'], 'city.sav');
  Object.defineProperty(large, 'size', { value: SAVE_BYTES + 1 });
  const read = vi.spyOn(large, 'arrayBuffer');
  expect(await readSave({ files: [large] })).toMatch(/^city\.sav has 104857601 bytes, at most/);
  expect(read).not.toHaveBeenCalled();
});
