import { expect, it } from 'vitest';
import { createAgain } from './create-again.ts';
import { superseded } from './superseded.ts';

it('names a folder, or the save that a game is started with', () => {
  expect(createAgain(undefined)).toBe('tessera map create DIR');
  expect(createAgain('openttd')).toBe('tessera map create --game openttd --save FILE');
  const view = { game: 'openttd', save: { id: 'save_1', key: 's', sha256: '0', bytes: 1 } };
  const request = { shots: [{ name: 'r0_c0' }], capture: view as never };
  expect(superseded('the job makes an older one.', { map: 'm', published_build: 'b', request }).message).toMatch(
    /Start a new one: tessera map create --game openttd --save FILE$/,
  );
});
