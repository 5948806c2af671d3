import { plainCorrelate, plainPeaks } from '../../lambdas/map/adapters/kernel/plain/correlation.fixture.ts';
import {
  plainBins,
  plainHideBins,
  plainRelit,
  plainStatistics,
  plainTallyBins,
} from '../../lambdas/map/adapters/kernel/plain/light.fixture.ts';
import {
  plainGradients,
  plainMatch,
  plainMatchRuns,
  plainRuns,
} from '../../lambdas/map/adapters/kernel/plain/matching.fixture.ts';
import { plainHighPass, plainLuma, plainStrip } from '../../lambdas/map/adapters/kernel/plain/pictures.fixture.ts';
import type { Box, XY } from '../../lambdas/map/placement.ts';
import type { Kernel } from '../../lambdas/map/ports/kernel.ts';
import type { Pixels } from '../../lambdas/map/ports/pictures.ts';

export type Contender = { name: string; plain: () => unknown; ours: () => unknown };

type PlainWatch = { first: Uint8Array; sums: Float64Array; squares: Float64Array; equal: Uint16Array };

function plainSee({ first, sums, squares, equal }: PlainWatch, luma: Uint8Array, gain: number): void {
  for (let i = 0; i < luma.length; i++) {
    const value = Math.min(255, Math.round(luma[i]! * gain));
    sums[i]! += value;
    squares[i]! += value * value;
    if (Math.abs(value - first[i]!) <= 3) equal[i]! += 1;
  }
}

/** Each primitive on what a pair of neighbours gives it: 280 px wide strips, the offset that is right. */
export function contenders(kernel: Kernel, a: Pixels, b: Pixels): Contender[] {
  const width = 280;
  const { height } = a;
  const [right, left]: [Box, Box] = [
    [a.width - width, 0, width, height],
    [0, 0, width, height],
  ];
  const whole: Box = [0, 0, a.width, height];
  const [pictureA, pictureB] = [kernel.hold(a), kernel.hold(b)];
  const [lumaA, lumaB] = [kernel.luma(pictureA), kernel.luma(pictureB)];
  const texture = { texture: 14 };
  const [stripA, stripB] = [kernel.strip(lumaA, lumaA, right, texture), kernel.strip(lumaB, lumaB, left, texture)];
  const [grey, greyB] = [plainLuma(a), plainLuma(b)];
  const [plainA, plainB] = [plainStrip(grey, grey, right, texture), plainStrip(greyB, greyB, left, texture)];
  const runOptions = { rows: 16, least: 3, most: 2000 };
  const [runs, plainRunList] = [kernel.runs(stripA, runOptions), plainRuns(plainA, runOptions)];
  const [bins, plainBinList] = [kernel.bins(pictureA, right), plainBins(a, right)];
  const water = Uint8Array.from({ length: 1024 }, (_, bin) =>
    bin >> 5 >= 3 && bin >> 5 < 9 && (bin & 31) >= 8 && (bin & 31) < 13 ? 1 : 0,
  );
  const [seen, differ] = [new Uint32Array(1024), new Uint32Array(1024)];
  const candidates = Array.from({ length: 24 }, (_, i): XY => [3 * i - 36, 2 * i - 24]);
  const watch = kernel.watch(lumaA);
  const size = a.width * height;
  const plainWatch: PlainWatch = {
    first: grey.data,
    ...{ sums: new Float64Array(size), squares: new Float64Array(size), equal: new Uint16Array(size) },
  };
  const radius: XY = [100, 100];
  const [surface, plainSurface] = [
    kernel.correlate(stripA, stripB, { scale: 2 }),
    plainCorrelate(plainA, plainB, { scale: 2 }),
  ];
  const peaks = kernel.peaks(surface, { radius, most: 1, apart: 4 });
  const at: XY = peaks[0] ? [Math.round(peaks[0].at[0]), Math.round(peaks[0].at[1])] : [0, 0];
  const looked = { tolerance: 20 };
  const correlations = ([4, 2, 1] as const).map((scale) => ({
    name: `correlate at scale ${scale}`,
    plain: () => plainCorrelate(plainA, plainB, { scale }),
    ours: () => kernel.free(kernel.correlate(stripA, stripB, { scale })),
  }));
  return [
    { name: 'luma', plain: () => plainLuma(a), ours: () => kernel.free(kernel.luma(pictureA)) },
    { name: 'highPass', plain: () => plainHighPass(grey), ours: () => kernel.free(kernel.highPass(lumaA)) },
    {
      name: 'strip',
      plain: () => plainStrip(grey, grey, right, texture),
      ours: () => kernel.free(kernel.strip(lumaA, lumaA, right, texture)),
    },
    {
      name: 'see, one shot more of a watch',
      plain: () => plainSee(plainWatch, greyB.data, 0.9),
      ours: () => kernel.see(watch, lumaB, { gain: 0.9, tolerance: 3 }),
    },
    ...correlations,
    {
      name: 'peaks, 24 of a surface at scale 2',
      plain: () => plainPeaks(plainSurface, { radius, most: 24, apart: 4 }),
      ours: () => kernel.peaks(surface, { radius, most: 24, apart: 4 }),
    },
    {
      name: 'match, every row',
      plain: () => plainMatch(plainA, plainB, at, looked),
      ours: () => kernel.match(stripA, stripB, at, looked),
    },
    {
      name: 'runs',
      plain: () => plainRuns(plainA, runOptions),
      ours: () => kernel.free(kernel.runs(stripA, runOptions)),
    },
    {
      name: 'matchRuns, 24 candidates, reach 2',
      plain: () => plainMatchRuns(plainA, plainB, plainRunList, candidates, { ...looked, reach: 2, every: 4 }),
      ours: () => kernel.matchRuns(stripA, stripB, runs, candidates, { ...looked, reach: 2, every: 4 }),
    },
    {
      name: 'gradients, every 6th row',
      plain: () => plainGradients(plainA, plainB, at, [0.3, -0.2], { ...looked, every: 6 }),
      ours: () => kernel.gradients(stripA, stripB, at, [0.3, -0.2], { ...looked, every: 6 }),
    },
    { name: 'statistics', plain: () => plainStatistics(plainA), ours: () => kernel.statistics(stripA) },
    {
      name: 'relit',
      plain: () => plainRelit(plainA, 0.9, 7),
      ours: () => kernel.free(kernel.relit(stripA, 0.9, 7)),
    },
    { name: 'bins', plain: () => plainBins(a, right), ours: () => kernel.free(kernel.bins(pictureA, right)) },
    {
      name: 'prepare a whole shot, 30 bins hidden',
      plain: () => {
        const luma = plainLuma(a);
        plainHideBins(plainStrip(luma, luma, whole, texture), plainBins(a, whole), water);
      },
      ours: () => kernel.free(kernel.prepare(pictureA, { ...texture, hidden: water })),
    },
    {
      name: 'tallyBins',
      plain: () => plainTallyBins(plainA, plainB, at, plainBinList, looked, seen, differ),
      ours: () => kernel.tallyBins(stripA, stripB, at, bins, [20, 40]),
    },
  ];
}
