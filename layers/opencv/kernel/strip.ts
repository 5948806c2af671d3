import { first, MASKED, TEXTURED, VALID } from './bytes';
import { lumaRow } from './luma';

/**
 * Cuts `width` x `height` px out of planes of a whole picture: values as they are; valid where the mask is 0, textured where
 * besides the luma varies by more than `texture` within 3 x 3 px. Beyond the strip's ends nothing is valid.
 * @param values,luma,mask addresses of the strip's top-left pixel in planes of one stride (`mask` 0: none)
 * @param above,below rows that the picture has above the strip and from its top on: outside there is no neighbour
 */
export function cutStrip(
  values: usize,
  luma: usize,
  mask: usize,
  stride: i32,
  above: i32,
  below: i32,
  width: i32,
  height: i32,
  texture: i32,
  outValues: usize,
  outFlags: usize,
  outStride: i32,
): void {
  const padded = (width + 15) & ~15;
  v128.store(outFlags - 16, i8x16.splat(MASKED));
  for (let y = 0; y < height; y++) {
    const row = luma + y * stride;
    const up = y > -above ? row - stride : row;
    const down = y < below - 1 ? row + stride : row;
    flagRow(up, row, down, mask ? mask + y * stride : 0, false, width, texture, outFlags + y * outStride);
    memory.copy(outValues + y * outStride, values + y * stride, padded);
  }
}

/**
 * A whole picture as it is compared, in one pass over its pixels: luma as the values, and flags as of `cutStrip`, where pixels of the
 * `count` ranges of colour are not valid either. Planes of one stride; `mask` 0: none.
 */
export function prepare(
  picture: usize,
  width: i32,
  height: i32,
  channels: i32,
  mask: usize,
  texture: i32,
  ranges: usize,
  count: i32,
  values: usize,
  flags: usize,
  stride: i32,
): void {
  const line = width * channels;
  v128.store(flags - 16, i8x16.splat(MASKED));
  lumaRow(picture, width, channels, values, ranges, count, flags);
  for (let y = 0; y < height; y++) {
    const row = values + y * stride;
    const to = flags + y * stride;
    const isLast = y === height - 1;
    if (!isLast) lumaRow(picture + (y + 1) * line, width, channels, row + stride, ranges, count, to + stride);
    const above = y ? row - stride : row;
    const below = isLast ? row : row + stride;
    flagRow(above, row, below, mask ? mask + y * stride : 0, count > 0, width, texture, to);
  }
}

/** `hides`: what stands where the flags go says which pixels are hidden. */
function flagRow(
  up: usize,
  row: usize,
  down: usize,
  mask: usize,
  hides: bool,
  width: i32,
  texture: i32,
  out: usize,
): void {
  const limit = i8x16.splat(<i8>texture);
  const masked = i8x16.splat(MASKED);
  const plain = i8x16.splat(VALID);
  const textured = i8x16.splat(TEXTURED);
  const zero = i8x16.splat(0);
  const padded = (width + 15) & ~15;
  // Greatest and smallest of three rows, of the 16 px before, here and behind.
  let mostBefore = greatest(up - 16, row - 16, down - 16);
  let leastBefore = smallest(up - 16, row - 16, down - 16);
  let most = greatest(up, row, down);
  let least = smallest(up, row, down);
  for (let x = 0; x < padded; x += 16) {
    const mostBehind = greatest(up + x + 16, row + x + 16, down + x + 16);
    const leastBehind = smallest(up + x + 16, row + x + 16, down + x + 16);
    const top = i8x16.max_u(most, i8x16.max_u(shiftedRight(mostBefore, most), shiftedLeft(most, mostBehind)));
    const bottom = i8x16.min_u(least, i8x16.min_u(shiftedRight(leastBefore, least), shiftedLeft(least, leastBehind)));
    const flags = v128.bitselect(textured, plain, i8x16.gt_u(i8x16.sub(top, bottom), limit));
    let closed = mask ? v128.load(mask + x) : zero;
    if (hides) closed = v128.or(closed, v128.load(out + x));
    let open = i8x16.eq(closed, zero);
    if (x + 16 > width) open = v128.and(open, first(width - x));
    v128.store(out + x, v128.bitselect(flags, masked, open));
    mostBefore = most;
    leastBefore = least;
    most = mostBehind;
    least = leastBehind;
  }
  v128.store(out + padded, masked);
}

function greatest(up: usize, row: usize, down: usize): v128 {
  return i8x16.max_u(v128.load(row), i8x16.max_u(v128.load(up), v128.load(down)));
}

function smallest(up: usize, row: usize, down: usize): v128 {
  return i8x16.min_u(v128.load(row), i8x16.min_u(v128.load(up), v128.load(down)));
}

/** The last of `before`, then all of `v` but its last. */
function shiftedRight(before: v128, v: v128): v128 {
  return i8x16.shuffle(before, v, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

/** All of `v` but its first, then the first of `behind`. */
function shiftedLeft(v: v128, behind: v128): v128 {
  return i8x16.shuffle(v, behind, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
}
