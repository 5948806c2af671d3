/** A game whose save says how large its world is, and whose captures show the landscape beside where they were planned. For tests. */
import type { XY } from '../../placement.ts';
import type { PictureCodec } from '../../ports/pictures.ts';
import type { GameGridOf } from '../steps/capture-plan.ts';
import { landscape } from '../tiling/world.fixture.ts';
import type { CaptureDriver } from './driver.ts';

/** Of its captures. */
export const SIZE = { width: 640, height: 520 };
const STEP: XY = [500, 400];

/** A world of so many px. */
export const saveOf = (width: number, height: number) => Buffer.from(JSON.stringify({ width, height }));

export const fakeGrid: GameGridOf = (_, save, { step: [dx, dy] = STEP, from: [x0, y0] = [0, 0], ...most }) => {
  const { columns = 99, rows = 99 } = most;
  const { width, height } = JSON.parse(Buffer.from(save).toString()) as { width: number; height: number };
  const count = (most: number, length: number, step: number) => Math.min(most, Math.ceil(length / step));
  const [across, down] = [count(columns, width - x0, dx), count(rows, height - y0, dy)];
  const cells = Array.from({ length: across * down }, (_, i) => {
    const [row, col] = [Math.floor(i / across), i % across];
    return { row, col, nominal: [x0 + col * dx, y0 + row * dy] as XY };
  });
  return { size: SIZE, cells };
};

/** Where the game really takes what was planned there: hills. */
export const takenAt = ([x, y]: XY): XY => [x + ((x / 500) % 3), y + ((y / 400) % 2) * 5];

/** @param fails says of an area's place why it cannot be taken */
export function fakeDriver(
  pictures: PictureCodec,
  fails: (at: XY) => Error | undefined = () => undefined,
): CaptureDriver & { taken: XY[] } {
  const taken: XY[] = [];
  let at: XY = [0, 0];
  return {
    taken,
    async start() {},
    async goto({ nominal }) {
      at = nominal;
    },
    async capture() {
      const failure = fails(at);
      if (failure) throw failure;
      taken.push(at);
      const [x, y] = takenAt(at);
      return pictures.encodeLossless(landscape({ x, y, ...SIZE }));
    },
    async stop() {},
  };
}
