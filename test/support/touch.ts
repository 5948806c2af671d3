/** Fingers on a page, as Chromium itself makes them: real touch events, not calls of our own code. */
import type { CDPSession, Page } from 'playwright-core';

export type Fingers = {
  drag(from: [number, number], to: [number, number]): Promise<void>;
  /** Above 1 the fingers part. */
  pinch(at: [number, number], scale: number): Promise<void>;
  tap(at: [number, number]): Promise<void>;
  doubleTap(at: [number, number]): Promise<void>;
};

export async function fingers(page: Page): Promise<Fingers> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const pause = () => page.waitForTimeout(16);
  return {
    async drag(from, to) {
      await touch('touchStart', from);
      for (let step = 1; step <= 8; step++) {
        const at = (axis: 0 | 1) => from[axis] + ((to[axis] - from[axis]) * step) / 8;
        await touch('touchMove', [at(0), at(1)]);
        await pause();
      }
      // Held a moment: let go in full swing it would slide on.
      await page.waitForTimeout(150);
      await touch('touchEnd');
    },
    async pinch([x, y], scale) {
      const [first, last] = scale > 1 ? [30, 30 * scale] : [30 / scale, 30];
      await touch('touchStart', [x - first, y], [x + first, y]);
      for (let step = 1; step <= 8; step++) {
        const apart = first + ((last - first) * step) / 8;
        await touch('touchMove', [x - apart, y], [x + apart, y]);
        await pause();
      }
      await touch('touchEnd');
    },
    async tap(at) {
      await touch('touchStart', at);
      await touch('touchEnd');
    },
    async doubleTap(at) {
      for (let tap = 0; tap < 2; tap++) {
        await touch('touchStart', at);
        await touch('touchEnd');
        await page.waitForTimeout(60);
      }
    },
  };
}
