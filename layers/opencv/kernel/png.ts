/**
 * Undoes the filters of a PNG (W3C PNG specification, 9) in place: `data` holds rows of one byte (the filter) and `line` bytes;
 * in the end the pixels stand there without gaps. What is written never reaches what is still to be read, since each row moves
 * forward by one byte more. `bytes` a pixel: 1 to 4; 16 bytes behind the data may be written.
 * Returns the first row whose filter does not exist, or -1.
 */
export function unfilter(data: usize, line: i32, height: i32, bytes: i32): i32 {
  for (let y = 0; y < height; y++) {
    const from = data + y * (line + 1) + 1;
    const to = data + y * line;
    const filter = load<u8>(from - 1);
    // Above the first row there are zeros: Up is None there, Paeth is Sub.
    if (filter === 0 || (filter === 2 && y === 0)) memory.copy(to, from, line);
    else if (filter === 2) up(from, to, line);
    else if (filter === 1 || (filter === 4 && y === 0)) sub(from, to, line, bytes);
    else if (filter === 3) average(from, to, line, bytes, y === 0);
    else if (filter === 4) paeth(from, to, line, bytes);
    else return y;
  }
  return -1;
}

function up(from: usize, to: usize, line: i32): void {
  const above = to - line;
  let i = 0;
  // A vector at once where the row above does not overlap it.
  if (line >= 16)
    for (; i + 16 <= line; i += 16) v128.store(to + i, i8x16.add(v128.load(from + i), v128.load(above + i)));
  for (; i < line; i++) store<u8>(to + i, load<u8>(from + i) + load<u8>(above + i));
}

/** Writes a pixel of 1 to 4 bytes. One of three may overwrite the byte behind it, which is written next. */
function put(to: usize, pixel: v128, bytes: i32): void {
  if (bytes >= 3) v128.store32_lane(to, pixel, 0);
  else if (bytes === 2) v128.store16_lane(to, pixel, 0);
  else v128.store8_lane(to, pixel, 0);
}

function sub(from: usize, to: usize, line: i32, bytes: i32): void {
  let left = i8x16.splat(0);
  for (let i = 0; i < line; i += bytes) {
    left = i8x16.add(v128.load32_zero(from + i), left);
    put(to + i, left, bytes);
  }
}

function average(from: usize, to: usize, line: i32, bytes: i32, firstRow: bool): void {
  const above = to - line;
  const one = i8x16.splat(1);
  let left = i8x16.splat(0);
  for (let i = 0; i < line; i += bytes) {
    const b = firstRow ? i8x16.splat(0) : v128.load32_zero(above + i);
    // The instruction rounds up, the filter down.
    const mean = i8x16.sub(i8x16.avgr_u(left, b), v128.and(v128.xor(left, b), one));
    left = i8x16.add(v128.load32_zero(from + i), mean);
    put(to + i, left, bytes);
  }
}

function paeth(from: usize, to: usize, line: i32, bytes: i32): void {
  const above = to - line;
  const low = i16x8.splat(255);
  let a = i16x8.splat(0);
  let c = i16x8.splat(0);
  for (let i = 0; i < line; i += bytes) {
    const b = i16x8.extend_low_i8x16_u(v128.load32_zero(above + i));
    const x = i16x8.extend_low_i8x16_u(v128.load32_zero(from + i));
    const toA = i16x8.sub(b, c);
    const toB = i16x8.sub(a, c);
    const pa = i16x8.abs(toA);
    const pb = i16x8.abs(toB);
    const pc = i16x8.abs(i16x8.add(toA, toB));
    const nearest = v128.bitselect(b, a, i16x8.gt_s(pa, pb));
    const predicted = v128.bitselect(c, nearest, i16x8.gt_s(i16x8.min_s(pa, pb), pc));
    a = v128.and(i16x8.add(x, predicted), low);
    c = b;
    put(to + i, i8x16.narrow_i16x8_u(a, a), bytes);
  }
}

/** RGBA to RGB, in place. The fourth byte that is written is overwritten by the next pixel. */
export function rgbaToRgb(pixels: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<u32>(pixels + 3 * i, load<u32>(pixels + 4 * i));
}

/** Grey (1 byte a pixel) or grey with alpha (2) to RGB. */
export function greyToRgb(from: usize, count: i32, bytes: i32, to: usize): void {
  for (let i = 0; i < count; i++) {
    const grey = load<u8>(from + i * bytes);
    store<u8>(to + 3 * i, grey);
    store<u8>(to + 3 * i, grey, 1);
    store<u8>(to + 3 * i, grey, 2);
  }
}

/** Indices of 8 bits to RGB; `palette`: 256 times 4 bytes. Returns whether all indices are below `colours`. */
export function paletteToRgb(from: usize, count: i32, palette: usize, colours: i32, to: usize): bool {
  let most = 0;
  for (let i = 0; i < count; i++) {
    const index = <i32>load<u8>(from + i);
    most = max(most, index);
    // The fourth byte is overwritten by the next pixel; behind the last there is room.
    store<u32>(to + 3 * i, load<u32>(palette + 4 * index));
  }
  return most < colours;
}
