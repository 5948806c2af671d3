import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isTransient } from '../../../kernel/transient.ts';
import { sharpPictures } from '../../adapters/sharp-pictures.ts';
import { memoryObjects } from '../../ports/memory-objects.ts';
import type { GameArea, GameBatch } from '../../workflow.ts';
import { cellsOf } from '../cells.ts';
import { job, landscape } from '../tiling/world.fixture.ts';
import type { CaptureDriver } from './driver.ts';
import { GameFailure } from './game-failure.ts';
import { takeBatch } from './take-batch.ts';

const SIZE = { width: 64, height: 48 };
const pictureAt = (x: number) => sharpPictures.encodeLossless(landscape({ x, y: 0, ...SIZE }));
const save = { key: 'saves/m/save', sha256: '00', bytes: 1 };

const areaOf = (id: string, col: number): GameArea => ({
  ...{ id, name: `${id}.png`, row: 0, col, nominal: [col * 40, 0], size: SIZE },
  shot: { id: `shot_${id}`, key: `screenshots/m/shot_${id}` },
});
const areas = ['a', 'b', 'c', 'd'].map(areaOf);
const batchOf = (items: GameArea[]): GameBatch => ({
  ...{ ...job, stage: 'capture', items },
  game: { name: 'openttd', save },
});

/** A game that draws the landscape; `ends` says how often it dies at an area, `starts` what its starts throw. */
function game({ ends = {}, starts = [] }: { ends?: Record<string, number>; starts?: Error[] } = {}) {
  const calls: string[] = [];
  const left = { ...ends };
  let area: GameArea | undefined;
  const driver: CaptureDriver<GameArea> = {
    async start() {
      calls.push('start');
      const error = starts.shift();
      if (error) throw error;
    },
    async goto(next) {
      area = next;
    },
    async capture() {
      const { id, nominal } = area!;
      calls.push(id);
      // Time for another area to come in between, if it could.
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (area!.id !== id) throw new Error('Two areas at once.');
      if ((left[id] ?? 0) > 0) {
        left[id]!--;
        throw GameFailure.ended('The game ended with signal 9.');
      }
      return pictureAt(nominal[0]);
    },
    async stop() {
      calls.push('stop');
    },
  };
  return { driver, calls };
}

const take = (batch: GameBatch, driver: CaptureDriver<GameArea>, work = memoryObjects()) =>
  takeBatch(batch, { driver, pictures: sharpPictures, work });

describe('takeBatch', () => {
  it('takes the areas one after the other with one start, and stores them with their checksums', async () => {
    const { driver, calls } = game();
    const work = memoryObjects();
    const { outcomes, completed } = await take(batchOf(areas), driver, work);
    expect(calls).toEqual(['start', 'a', 'b', 'c', 'd', 'stop']);
    expect(completed).toBe(4);
    for (const [i, { shot, nominal }] of areas.entries()) {
      const picture = await pictureAt(nominal[0]);
      expect(Buffer.compare(work.objects.get(shot.key)!.body, picture)).toBe(0);
      const { sha256 } = (await work.stat(shot.key))!;
      const cells = cellsOf(landscape({ x: nominal[0], y: 0, ...SIZE }));
      const taken = { sha256, bytes: picture.length };
      expect(outcomes[i]).toEqual({ item: areas[i]!.id, ok: true, ...SIZE, cells, taken });
    }
  });

  it('takes nothing twice, and starts no game for it', async () => {
    const work = memoryObjects();
    const first = await take(batchOf(areas.slice(0, 2)), game().driver, work);
    const rest = game();
    const all = await take(batchOf(areas), rest.driver, work);
    expect(rest.calls).toEqual(['start', 'c', 'd', 'stop']);
    const none = game();
    expect(await take(batchOf(areas), none.driver, work)).toEqual(all);
    expect(none.calls).toEqual([]);
    expect(all.outcomes.slice(0, 2)).toEqual(first.outcomes);
  });

  it('answers what is stored when another batch was quicker', async () => {
    const work = memoryObjects();
    const there = landscape({ x: 7, y: 9, ...SIZE });
    const quicker = await sharpPictures.encodeLossless(there);
    const sha256 = createHash('sha256').update(quicker).digest('hex');
    const { driver } = game();
    const slow: CaptureDriver<GameArea> = {
      ...driver,
      async capture() {
        const taken = await driver.capture();
        await work.putOnce(areas[0]!.shot.key, quicker, { contentType: 'image/png', sha256 });
        return taken;
      },
    };
    const { outcomes } = await take(batchOf([areas[0]!]), slow, work);
    expect(outcomes).toEqual([
      { item: 'a', ok: true, ...SIZE, cells: cellsOf(there), taken: { sha256, bytes: quicker.length } },
    ]);
  });

  it('starts a game that died once more, and goes on where it was', async () => {
    const { driver, calls } = game({ ends: { b: 1 } });
    const { completed, failed } = await take(batchOf(areas), driver);
    expect(calls).toEqual(['start', 'a', 'b', 'stop', 'start', 'b', 'c', 'd', 'stop']);
    expect([completed, failed]).toEqual([4, 0]);
  });

  it('gives an area up at which it dies each time, in its words, and takes the others', async () => {
    const { driver, calls } = game({ ends: { b: 2 } });
    const { outcomes, completed } = await take(batchOf(areas), driver);
    expect(calls).toEqual(['start', 'a', 'b', 'stop', 'start', 'b', 'stop', 'start', 'c', 'd', 'stop']);
    expect(completed).toBe(3);
    const message = expect.stringMatching(
      /^b\.png: The game ended with signal 9\. Go on with: tessera map redrive JOB/,
    );
    expect(outcomes[1]).toEqual({ item: 'b', ok: false, code: 'game_ended', message });
  });

  it('lets the whole batch be done again when the game does not live to its first picture', async () => {
    const { driver, calls } = game({ starts: [GameFailure.ended('The game ended with signal 9.')] });
    const error = await take(batchOf(areas), driver).catch((thrown: unknown) => thrown);
    expect(isTransient(error)).toBe(true);
    expect(calls).toEqual(['start', 'stop']);
  });

  it('says of every area why the game refuses the save, and tries one start only', async () => {
    const refused = GameFailure.refused(
      'save_refused',
      'OpenTTD refuses the save: made with newer version.',
      'Update.',
    );
    const { driver, calls } = game({ starts: [refused] });
    const { outcomes, failed } = await take(batchOf(areas), driver);
    expect(failed).toBe(4);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ code: 'save_refused', message: expect.stringContaining('newer version') });
    expect(calls).toEqual(['start', 'stop']);
  });

  it('takes the picture that somebody uploaded in the place of one, and never the game for it', async () => {
    const work = memoryObjects();
    const own = await pictureAt(123);
    const sha256 = createHash('sha256').update(own).digest('hex');
    const repaired = { ...areas[0]!, shot: { ...areas[0]!.shot, sha256, bytes: own.length } };
    await work.put(repaired.shot.key, own, { contentType: 'image/png' });
    const { driver, calls } = game();
    const { outcomes } = await take(batchOf([repaired]), driver, work);
    const cells = cellsOf(landscape({ x: 123, y: 0, ...SIZE }));
    expect(outcomes).toEqual([{ item: 'a', ok: true, ...SIZE, cells }]);
    expect(calls).toEqual([]);
  });

  it('stores nothing that is unusable, and keeps a small copy of what will go', async () => {
    const { driver } = game();
    const work = memoryObjects();
    const wide = { ...areas[1]!, size: { width: 65, height: 48 } };
    const { outcomes } = await take(batchOf([{ ...areas[0]!, preview: true }, wide]), driver, work);
    expect(outcomes).toMatchObject([{ ok: true }, { ok: false, code: 'wrong_size' }]);
    expect([...work.objects.keys()].toSorted()).toEqual([
      `builds/${job.build}/previews/shot_a.webp`,
      areas[0]!.shot.key,
    ]);
  });
});
