/**
 * The kernel's exports. This folder is AssemblyScript: TypeScript's syntax with WebAssembly's types and instructions. Addresses are
 * `usize`; who owns which bytes is the caller's matter (lambdas/map/adapters/kernel), nothing here allocates.
 *
 * A plane of bytes: rows begin every `stride` bytes, where `stride` is the width rounded up to 16, plus 16; 64 bytes before the
 * first row and after the last belong to it. So a vector of 16 may be read from 16 px left of a row to 16 px right of it.
 */

export { bins, tallyBins } from './colours';
export { fourier2 } from './fourier';
export { gradients } from './gradients';
export { highPass } from './high-pass';
export { inflate } from './inflate';
export { inverseReal } from './inverse';
export { relight, statistics } from './light';
export { luma } from './luma';
export { match } from './match';
export { heapBase } from './memory';
export { peaks } from './peaks';
export { greyToRgb, paletteToRgb, rgbaToRgb, unfilter } from './png';
export { findRuns, matchRuns } from './runs';
export { shrink } from './shrink';
export { cutStrip, prepare } from './strip';
export { deviations, see, takeCalmer } from './watch';
export { crossPower } from './whiten';
