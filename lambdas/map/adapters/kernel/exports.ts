/** What the module exports (layers/opencv/kernel/index.ts): addresses and whole numbers in, results in its memory. */
type Call = (...numbers: number[]) => void;
type Count = (...numbers: number[]) => number;

export type KernelExports = {
  memory: WebAssembly.Memory;
  heapBase: () => number;
  luma: Call;
  highPass: Call;
  cutStrip: Call;
  prepare: Call;
  shrink: Call;
  fourier2: Call;
  inverseReal: Call;
  crossPower: Call;
  peaks: Count;
  match: Call;
  findRuns: Count;
  matchRuns: Call;
  gradients: Call;
  statistics: Call;
  relight: Call;
  bins: Call;
  tallyBins: Call;
  see: Call;
  deviations: Call;
  takeCalmer: Call;
  inflate: Count;
  unfilter: Count;
  rgbaToRgb: Call;
  greyToRgb: Call;
  paletteToRgb: Count;
};
