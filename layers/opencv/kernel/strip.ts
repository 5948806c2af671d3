import { first, MASKED, TEXTURED, VALID } from './bytes';

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
  const limit = i8x16.splat(<i8>texture);
  const none = i8x16.splat(0);
  const masked = i8x16.splat(MASKED);
  const padded = (width + 15) & ~15;
  v128.store(outFlags - 16, masked);
  for (let y = 0; y < height; y++) {
    const row = luma + y * stride;
    const up = y > -above ? row - stride : row;
    const down = y < below - 1 ? row + stride : row;
    const to = y * outStride;
    for (let x = 0; x < padded; x += 16) {
      const greatest = i8x16.max_u(i8x16.max_u(max3(row + x), max3(up + x)), max3(down + x));
      const smallest = i8x16.min_u(i8x16.min_u(min3(row + x), min3(up + x)), min3(down + x));
      const varied = i8x16.gt_u(i8x16.sub(greatest, smallest), limit);
      let open = mask ? i8x16.eq(v128.load(mask + y * stride + x), none) : i8x16.splat(-1);
      if (x + 16 > width) open = v128.and(open, first(width - x));
      const flags = v128.bitselect(i8x16.splat(TEXTURED), i8x16.splat(VALID), varied);
      v128.store(outFlags + to + x, v128.bitselect(flags, masked, open));
      v128.store(outValues + to + x, v128.load(values + y * stride + x));
    }
    v128.store(outFlags + to + padded, masked);
  }
}

function max3(at: usize): v128 {
  return i8x16.max_u(v128.load(at), i8x16.max_u(v128.load(at - 1), v128.load(at + 1)));
}

function min3(at: usize): v128 {
  return i8x16.min_u(v128.load(at), i8x16.min_u(v128.load(at - 1), v128.load(at + 1)));
}
