import { expect, test } from 'vitest';
import { lengthInPx, placeInPx, placeInTenths, signedPx } from './numbers.ts';

test('lengths have tenths where they say something', () => {
  expect([0, 0.04, 0.35, 12.34, 340.6, 12_345.6].map(lengthInPx)).toEqual(['0', '0', '0.4', '12.3', '341', '12,346']);
});

test('ways have a sign, unless they are none', () => {
  expect([3, -3.25, 0.01, -0.01].map(signedPx)).toEqual(['+3', '-3.3', '0', '0']);
});

test('places are told to half a pixel', () => {
  expect([1024, 1023.4, -7.76].map(placeInPx)).toEqual(['1,024', '1,023.5', '-8']);
});

test('what pictures say is told to the tenth', () => {
  expect([1024, 1023.46, -7.75].map(placeInTenths)).toEqual(['1,024.0', '1,023.5', '-7.8']);
});
