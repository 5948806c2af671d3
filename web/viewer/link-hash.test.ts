import { expect, test } from 'vitest';
import { inSightOf, placeIn, readBuild, readPlace, startOf, writePlace } from './link-hash.ts';

const BUILD = '01JZ0000000000000000000000';

test.each([
  { zoom: 3.25, x: 6396.5, y: 3393 },
  { zoom: 0, x: 0, y: 0, build: BUILD },
  { zoom: -0.75, x: -12, y: 10_000_000.1 },
])('a written place is read again: %o', (place) => {
  expect(readPlace(writePlace(place))).toEqual(place);
});

test('long numbers are cut, and no minus stays before a zero', () => {
  expect(writePlace({ zoom: 2.123456, x: 10.06, y: -0.01 })).toBe('#2.12/10.1/0');
});

test.each(['', '#', '#3/1', '#a/b/c', '#3/1/2/short', '#3/1/2/', '#1e9/0/0', '#3/1/2/01jz0000000000000000000000'])(
  'no place in %j',
  (hash) => {
    expect(readPlace(hash)).toBeUndefined();
  },
);

test.each([
  `#3/1${'0'.repeat(20)}/0`,
  `#3/0/-${'9'.repeat(35)}`,
  `#${'9'.repeat(400)}/0/0`,
  '#65/0/0',
  `#-1000/0/0/${BUILD}`,
])('%j is so far away that it is no place', (hash) => {
  expect(readPlace(hash)).toBeUndefined();
});

test('a place that is out of sight is the nearest one in sight', () => {
  const map = { width: 100, height: 40 };
  expect(inSightOf(map, { x: 1e9, y: -1e9 })).toEqual({ x: 150, y: -20 });
  expect(inSightOf(map, { x: -3, y: 41 })).toEqual({ x: -3, y: 41 });
});

test.each([
  [`#1/2/3/${BUILD}`, BUILD],
  [`#${BUILD}`, BUILD],
  [`#99/0/0/${BUILD}`, BUILD],
  ['#1/2/3', undefined],
  [`#/${BUILD}`, undefined],
  ['', undefined],
])('the build of %j is %s', (hash, build) => {
  expect(readBuild(hash)).toBe(build);
});

test('a place keeps its scale in a build with more levels', () => {
  expect(placeIn({ zoom: 3, x: 7, y: 8 }, { maxZoom: 4 }, { maxZoom: 5 })).toEqual({ zoom: 4, x: 7, y: 8 });
});

test('a build that takes the place of another begins where its link says, else at the place that was left', () => {
  const left = { place: { zoom: 2, x: 70, y: 50 }, shape: { maxZoom: 3 } };
  const linked = { zoom: 4, x: 1, y: 2, build: BUILD };
  expect(startOf({ place: linked }, left, { maxZoom: 4 })).toEqual(linked);
  expect(startOf({ place: undefined }, left, { maxZoom: 4 })).toBe('whole');
  expect(startOf(undefined, left, { maxZoom: 4 })).toEqual({ zoom: 3, x: 70, y: 50 });
  expect(startOf(undefined, undefined, { maxZoom: 4 })).toBeUndefined();
});
