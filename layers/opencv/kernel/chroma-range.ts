/**
 * Which of 8 pixels have their chroma bin (colours.ts) in a range: all bits or none of each. `r`, `g` and their sum with blue as 16
 * bits. A range is 6 vectors of 8 equal numbers: first red share and the one behind the last, the same of green, then for red and
 * green -1 where the first is 0, else 0.
 *
 * A share is k or more exactly if 32 * value > k * sum, or k is 0: bins are cut off from 31.999 * value / sum, and no two whole
 * numbers up to 255 and 765 are near enough to each other's multiples for more to matter (tried for all of them).
 */
export function within(r: v128, g: v128, sum: v128, range: usize): v128 {
  const red = i16x8.shl(r, 5);
  const green = i16x8.shl(g, 5);
  const fromRed = i16x8.add(i16x8.mul(sum, v128.load(range)), v128.load(range, 64));
  const toRed = i16x8.mul(sum, v128.load(range, 16));
  const fromGreen = i16x8.add(i16x8.mul(sum, v128.load(range, 32)), v128.load(range, 80));
  const toGreen = i16x8.mul(sum, v128.load(range, 48));
  const isRed = v128.and(i16x8.gt_s(red, fromRed), i16x8.le_s(red, toRed));
  return v128.and(isRed, v128.and(i16x8.gt_s(green, fromGreen), i16x8.le_s(green, toGreen)));
}
