import { beforeEach, describe, expect, it } from 'vitest';
import { blockReportKey, positionsKey } from '../../keys.ts';
import type { BlockReport, JobRef, Positions } from '../../workflow.ts';
import { readJson, writeJson } from '../files.ts';
import { ada, capture, locate, newBuild, type Placed, type Platform, platform } from '../steps/build.fixture.ts';
import { compared, repainted } from '../steps/compared-builds.fixture.ts';
import { showTile } from './show-tile.ts';

/** Nine tiles in a row, in three blocks: there are levels above them. The last tile ends at the last shot's edge. */
const ROW = Array.from({ length: 8 }, (_, i): Placed => ({ x: 500 * i, y: 0, height: 512 }));

let on: Platform;
let builds: ReturnType<typeof compared>;
beforeEach(async () => {
  on = await platform({ batch: 2 });
  builds = compared(on);
});
const show = ({ build }: JobRef, tile: string, caller: typeof ada | undefined = ada) => {
  const [z, x, y] = tile.split('/') as [string, string, string];
  return showTile({ map: on.map, build, z, x, y }, caller, on);
};

describe('where a tile comes from', () => {
  it('is the shots that are nearest, by their shares of its px', async () => {
    const first = await builds.build(ROW);
    const { shots } = await builds.positionsOf(first);
    const page = (id: string) => `/maps/${on.map}/builds/${first.build}/shots?shot=${id}`;
    // Shots lie 500 px apart and are 640 wide, so the second is nearest from 570 to 1,070: all but the first 58 of the second tile's.
    expect(await show(first, '4/1/0')).toEqual({
      ...{ map: on.map, build: first.build, tile: '4/1/0', area: [512, 0, 512, 512], state: 'stored', colour: null },
      ...{ picture_url: `/tiles/${on.map}/${first.build}/4/1/0.webp`, made_in: first.build, own: true },
      made_at: '2026-01-01T00:00:10.000Z',
      ...{ shot_count: 2, covered: 1, every_row: 1 },
      shots: [
        {
          ...{ screenshot_id: shots[1]!.id, name: 'r00_c01.png', position: [500, 0], share: 0.88672 },
          page_url: page(shots[1]!.id),
        },
        {
          ...{ screenshot_id: shots[0]!.id, name: 'r00_c00.png', position: [0, 0], share: 0.11328 },
          page_url: page(shots[0]!.id),
        },
      ],
    });
    // The last one ends at 4,140 px.
    expect(await show(first, '4/8/0')).toMatchObject({ area: [4096, 0, 44, 512], shots: [{ share: 0.08594 }] });
  });

  it('is of lower levels what all shots below show, whoever reports them', async () => {
    const first = await builds.build(ROW);
    // By a block.
    const low = await show(first, '2/0/0');
    expect(low).toMatchObject({ state: 'stored', area: [0, 0, 2048, 512], shot_count: 4, made_in: first.build });
    // By Top.
    const whole = await show(first, '0/0/0');
    expect(whole).toMatchObject({ tile: '0/0/0', area: [0, 0, 4140, 512], shot_count: 8, every_row: 2 });
    const sum = whole.shots.reduce((all, { share }) => all + share, 0);
    expect(sum).toBeCloseTo((4140 * 512) / 8192 ** 2, 4);
    expect(whole.covered).toBeCloseTo(sum, 4);
    expect(whole.shots.map(({ share }) => share)).toEqual(
      whole.shots
        .map(({ share }) => share)
        .toSorted()
        .toReversed(),
    );
  });

  it('names the first twenty of many shots', async () => {
    const many = Array.from({ length: 22 }, (_, i): Placed => ({ x: 90 * i, y: 0, width: 100, height: 64 }));
    const first = await builds.build(many);
    const { shots, shot_count, covered } = await show(first, '0/0/0');
    expect({ named: shots.length, shot_count }).toEqual({ named: 20, shot_count: 22 });
    // Of all of them: 1,990 px of 2,048, and 64 of 2,048 rows.
    expect(covered).toBeCloseTo((1990 * 64) / 2048 ** 2, 4);
  });

  it('is an earlier build where nothing changed since', async () => {
    const first = await builds.build(ROW);
    const second = await builds.build(repainted(ROW));
    expect(await show(second, '4/0/0')).toMatchObject({ build: second.build, made_in: first.build });
    expect(await show(second, '4/3/0')).toMatchObject({ made_in: second.build });
  });

  it('is not known of builds from before it was noted', async () => {
    const first = await builds.build(ROW);
    const key = blockReportKey(first.build, '0_0');
    const { lineage: _, ...before } = await readJson<BlockReport>(on.work, key);
    await writeJson(on.work, key, before);
    expect(await show(first, '4/0/0')).toMatchObject({ made_in: null, state: 'stored', shot_count: 1 });
  });

  it('tells blank tiles with their colour, and empty ones', async () => {
    const first = await builds.build([ROW[0]!, { ...ROW[0]!, x: 2560 }]);
    expect(await show(first, '3/3/0')).toMatchObject({ state: 'empty', picture_url: null, shot_count: 0, shots: [] });
    const key = blockReportKey(first.build, '0_0');
    const report = await readJson<BlockReport>(on.work, key);
    const blank = { '3/0/0': '#102030ff' };
    await writeJson(on.work, key, { ...report, blank, stored: report.stored.filter((name) => name !== '3/0/0') });
    expect(await show(first, '3/0/0')).toMatchObject({ state: 'blank', colour: '#102030ff', picture_url: null });
  });
});

describe('what is refused', () => {
  it('is outside, and the answer says what there is', async () => {
    const first = await builds.build(ROW);
    const native = 'zoom 4 x is 0 to 8 and y is 0 to 0';
    const has = { '5/0/0': native, '4/9/0': native, '4/0/1': native, '0/1/0': 'zoom 0 x is 0 to 0 and y is 0 to 0' };
    for (const [tile, there] of Object.entries(has)) {
      const message = expect.stringContaining(`no tile ${tile}: its zooms are 0 to 4, and at ${there}.`);
      await expect(show(first, tile)).rejects.toMatchObject({ code: 'no_such_tile', status: 404, message });
    }
  });

  it('what is not there yet, what is no build, and what is private and of another', async () => {
    const ref = await newBuild(on, ROW);
    await expect(show(ref, '0/0/0')).rejects.toMatchObject({ code: 'no_positions', status: 404 });
    await capture(on, ref);
    await locate(on, ref);
    await expect(show(ref, '4/0/0')).rejects.toMatchObject({ code: 'tile_not_made', status: 404 });
    await expect(show({ ...ref, build: 'other' }, '0/0/0')).rejects.toMatchObject({ code: 'not_found', status: 404 });
    const ben = { sub: 'ben', scopes: [] };
    const first = await builds.build(ROW, { save_data_id: 'another' });
    expect(await show(first, '4/0/0', ben)).toMatchObject({ own: false });
    on.maps.rows.set(on.map, { ...on.maps.rows.get(on.map)!, visibility: 'private' });
    await expect(show(first, '4/0/0', ben)).rejects.toMatchObject({ code: 'not_found', status: 404 });
    expect(await show(first, '4/0/0')).toMatchObject({ own: true });
  });

  it('counts px under boxes for the shot that shows them', async () => {
    const first = await builds.build(ROW);
    const positions = await readJson<Positions>(on.work, positionsKey(first.build));
    // The right half of every shot: within the overlap the other one shows the place.
    await writeJson(on.work, positionsKey(first.build), { ...positions, boxes: [[500, 0, 140, 512]] });
    const { shots } = await show(first, '4/1/0');
    expect(shots.map(({ name, share }) => [name, share])).toEqual([
      ['r00_c01.png', 0.95313],
      ['r00_c02.png', 0.04688],
    ]);
  });
});
