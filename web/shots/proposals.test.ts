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
    ['Fix where it was found', [10, 0]],
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
    ['Next place that fits: 64 px right', [76, 0]],
    ['Next place that fits: 64 px left', [-52, 0]],
    ['Next place that fits: 32 px right, 16 px down', [44, 16]],
    ['Next place that fits: 32 px left, 16 px up', [-20, -16]],
  ]);
});

test('what was put by hand can be given back to its picture; what lies at its plan needs no way there', () => {
  expect(said(shot({ reason: 'by_hand', position: [0, 0] }), [])).toEqual([
    ['Fix where it was found', [0, 0]],
    ['Let its picture say', null],
  ]);
});

test('where it was found is fixed as long as it lies there', () => {
  const isOff = (here: [number, number]) => proposals({ displacement }, { shot: shot({}) }, [], here)[0]!.isOff;
  expect([isOff([10, 0]), isOff([12, 0])]).toEqual([false, true]);
});
