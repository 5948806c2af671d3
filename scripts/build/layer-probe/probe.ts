/** Runs in a process of its own, bundled as a handler is: starts what the layer of registration holds, and asks each a question. */
import { loadKernel } from '../../../lambdas/map/adapters/kernel/load-kernel.ts';
import { loadOpenCv } from '../../../lambdas/map/adapters/opencv/load-opencv.ts';
import type { Box, XY } from '../../../lambdas/map/placement.ts';
import type { Grey } from '../../../lambdas/map/ports/opencv.ts';

export type ProbeAnswer = {
  /** Milliseconds until each answers its first question: read, compiled, started. */
  kernel_ms: number;
  opencv_ms: number;
  /** Where the second of two cuts of one picture lies, by correlation. */
  offset: XY;
  /** The same by features. */
  shift: XY;
  /** MB of memory: at the beginning, with the kernel, with both; and the most there was. */
  rss_mb: [number, number, number];
  peak_mb: number;
};

const WIDTH = 300;
const HEIGHT = 200;
const megabytes = (bytes: number) => Math.round(bytes / 1e6);

/** Noise that is the same in every process. */
const noise = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => Math.imul(i ^ (i >>> 7), 2_654_435_761) >>> 24);

const part = ([left, top, width, height]: Box): Grey => {
  const from = (i: number) => (top + Math.floor(i / width)) * WIDTH + left + (i % width);
  return { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => noise[from(i)]!) };
};

async function probe(): Promise<ProbeAnswer> {
  const atFirst = process.memoryUsage.rss();
  const begun = performance.now();
  const kernel = await loadKernel();
  const plane = kernel.holdPlane(WIDTH, HEIGHT, noise);
  const cut = (box: Box) => kernel.strip(plane, plane, box, { texture: 14 });
  const surface = kernel.correlate(cut([0, 0, 128, 128]), cut([40, 24, 128, 128]), { scale: 1 });
  const [peak] = kernel.peaks(surface, { radius: [60, 60], most: 1, apart: 2 });
  const kernelMs = performance.now() - begun;
  const withKernel = process.memoryUsage.rss();

  const second = performance.now();
  const opencv = await loadOpenCv();
  const [shift] = opencv.shifts(part([0, 0, 240, 160]), part([40, 24, 240, 160]), { most: 1 });
  return {
    kernel_ms: kernelMs,
    opencv_ms: performance.now() - second,
    offset: [Math.round(peak!.at[0]), Math.round(peak!.at[1])],
    shift: [Math.round(shift!.at[0]), Math.round(shift!.at[1])],
    rss_mb: [megabytes(atFirst), megabytes(withKernel), megabytes(process.memoryUsage.rss())],
    // In kilobytes.
    peak_mb: megabytes(process.resourceUsage().maxRSS * 1024),
  };
}

console.log(JSON.stringify(await probe()));
