/**
 * Which of 8 pixels have their chroma bin (colours.ts) in a range: all bits or none of each. `r`, `g` as 16 bits, and `sum` of them
 * with blue, 1 at least. A range is 4 vectors of 8 equal numbers: first red share and the one behind the last, the same of green;
 * -1 stands for a first share of 0.
 *
 * A share is k or more exactly if 32 * value > k * sum, or k is 0: bins are cut off from 31.999 * value / sum, and no two whole
 * numbers up to 255 and 765 are near enough to each other's multiples for more to matter (tried for all of them).
 */
export function within(r: v128, g: v128, sum: v128, range: usize): v128 {
  const red = i16x8.shl(r, 5);
  const green = i16x8.shl(g, 5);
  const isRed = between(red, i16x8.mul(sum, v128.load(range)), i16x8.mul(sum, v128.load(range, 16)));
  return v128.and(isRed, between(green, i16x8.mul(sum, v128.load(range, 32)), i16x8.mul(sum, v128.load(range, 48))));
}

function between(v: v128, above: v128, most: v128): v128 {
  return v128.andnot(i16x8.gt_s(v, above), i16x8.gt_s(v, most));
}
