import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('nothing given: the defaults', () => {
  expect(readConfig(undefined)).toMatchObject({
    name: 'Tessera',
    parallelism: { capture: 3, coords: 2, tile: 2 },
    onRemoval: 'retain',
  });
});

test('JSON text, as the command line gives it', () => {
  expect(readConfig('{"parallelism":{"tile":50}}').parallelism).toMatchObject({ capture: 3, tile: 50 });
});

test('every wrong key is named', () => {
  expect(() => readConfig({ paralelism: {}, logDays: 8 })).toThrow(/paralelism.*/);
  expect(() => readConfig({ logDays: 8 })).toThrow(/tessera\.logDays/);
});

test('the platform of the command line wins', () => {
  expect(readConfig({ platform: 'host', logDays: 7 }, 'linux-arm64')).toMatchObject({
    platform: 'linux-arm64',
    logDays: 7,
  });
});

test('an account works on more at once than a laptop, unless somebody says otherwise', () => {
  const { parallelism } = readConfig({ parallelism: { tile: 7 } }, 'linux-arm64');
  expect(parallelism).toMatchObject({ capture: 160, tile: 7 });
  expect(readConfig({}, 'host').parallelism).toMatchObject({ capture: 3, tile: 2 });
});

test('games run on a laptop; on an account, where others hand in saves, only if somebody says so', () => {
  expect(readConfig(undefined).games).toBe(true);
  expect(readConfig({}, 'linux-arm64').games).toBe(false);
  expect(readConfig({ games: true }, 'linux-arm64').games).toBe(true);
  expect(readConfig({ games: false }).games).toBe(false);
});
