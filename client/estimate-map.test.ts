import { expect, test, vi } from 'vitest';
import { type EstimateApi, estimateMap } from './estimate-map.ts';

const onChanged = vi.fn();
const plan = { shots: 4, width: 1280, height: 1024 };
/** Not in the order of their rows. */
const shots = ['c', 'b', 'a', 'c'].map((sha256, i) => ({ sha256, row: i === 0 ? 1 : 0, col: i === 0 ? 0 : 3 - i }));
const kept = (sha256: string) => ({ sha256, expires_at: null });

/** A platform with one map of that name, which builds of it keep these shots for. */
function platform(map: object, uploads: object[] = []) {
  const estimateJob = vi.fn(async (asked: object) => asked);
  const pages = [
    { maps: [{ map: 'o', name: 'City', own: false, published_build: 'B' }], next: 'n' },
    { maps: [map], next: null },
  ];
  const listMaps = async ({ next }: { next?: string } = {}) => pages[next ? 1 : 0];
  const listUploads = vi.fn(async () => ({ uploads, next: null }));
  const api = { estimateJob, listMaps, listUploads } as unknown as EstimateApi;
  const asked = async (more: { name?: string; full?: boolean } = {}) => {
    onChanged.mockClear();
    await estimateMap(api, plan, { name: 'City', shots, onChanged, ...more });
    return estimateJob.mock.lastCall![0];
  };
  return { asked, listUploads };
}
const city = { map: 'm', name: 'City', own: true, published_build: 'B' };

test('of a map that shows a build only what no build keeps is new; the same content twice needs to be there twice', async () => {
  const { asked, listUploads } = platform(city, [kept('a'), kept('c'), { sha256: 'b', expires_at: '2026-01-01' }]);
  expect(await asked()).toEqual({ ...plan, changed: [2, 3] });
  expect(onChanged.mock.calls).toEqual([[2]]);
  expect(listUploads).toHaveBeenCalledWith('m', expect.objectContaining({ kept: true }));
});

test('nothing has changed where all is kept', async () => {
  const { asked } = platform(city, ['a', 'b', 'c', 'c'].map(kept));
  expect(await asked()).toEqual({ ...plan, changed: [] });
  expect(onChanged.mock.calls).toEqual([[0]]);
});

test.each([
  ['a map that shows nothing yet', { ...city, published_build: null }, {}],
  ['another name', city, { name: 'Town' }],
  ['a build that is made anew', city, { full: true }],
] as const)('of %s everything is new', async (_, map, more) => {
  const { asked } = platform(map, [kept('a')]);
  expect(await asked(more)).toEqual(plan);
  expect(onChanged).not.toHaveBeenCalled();
});
