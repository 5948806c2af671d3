import { expect, test } from 'vitest';
import type { ShotDetail } from '../../lambdas/map/shot-schemas.ts';
import { displacementIn } from './displaced.ts';
import { proposals } from './proposals.ts';

const shot = (more: Partial<ShotDetail>) =>
  ({ nominal: [0, 0], position: [10, 0], reason: 'different', ...more }) as ShotDetail;
const displacement = displacementIn([{ nominal: [0, 0], position: [0, 0], confidence: 1 }]);
const pair = { offset: [90, 3] as [number, number], residual: 12, confidence: 0.4, used: false } as const;
const said = (detail: ShotDetail, neighbours: Parameters<typeof proposals>[2]) =>
  proposals({ displacement }, { shot: detail }, neighbours, [12, 0]).map(({ words, to }) => [words, to]);

test('a shot may stay, go to its plan, or to where a neighbour that was not heard wants it', () => {
  const neighbours = [
    { name: 'r00_c01', position: [100, 0] as [number, number], pair: { ...pair, reason: 'ambiguous' as const } },
    { name: 'r00_c02', position: [110, 0] as [number, number], pair: { ...pair, reason: 'sure' as const, used: true } },
    { name: 'r01_c00', position: [0, 90] as [number, number] },
  ];
  expect(said(shot({}), neighbours)).toEqual([
    ['Keep it here', [10, 0]],
    ['Where planned', [0, 0]],
    ['Where r00_c01 wants it', [10, -3]],
  ]);
});

test('where something repeats it may go one step each way from where it is', () => {
  const lattice: [[number, number], [number, number]] = [
    [64, 0],
    [32, 16],
  ];
  const repeating = { ...pair, offset: null, reason: 'ambiguous' as const, lattice };
  const steps = said(shot({}), [{ name: 'r00_c01', position: [100, 0], pair: repeating }]).slice(2);
  expect(steps).toEqual([
    ['One repeat: +64, 0', [76, 0]],
    ['One repeat: -64, 0', [-52, 0]],
    ['One repeat: +32, +16', [44, 16]],
    ['One repeat: -32, -16', [-20, -16]],
  ]);
});

test('what was put by hand can be given back to its picture; what lies at its plan needs no way there', () => {
  expect(said(shot({ reason: 'by_hand', position: [0, 0] }), [])).toEqual([
    ['Keep it here', [0, 0]],
    ['Let its picture say', null],
  ]);
});
