/** How OpenTTD writes the parts of a save (src/saveload/saveload.cpp): for Plan, and for whoever looks whether a save is whole. */

type Chunk = { name: string; at: number };

/**
 * The chunks of an unpacked save that hold anything, each with where its content begins; of a table that is behind its description.
 * @throws RangeError when the stream ends before its last chunk
 */
export function* chunksOf(stream: Uint8Array): Generator<Chunk> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let at = 0;
  /** Numbers of one to five bytes: the bits before the first 0 say how many follow. */
  const gamma = (): number => {
    const first = view.getUint8(at++);
    const more = Math.clz32(~(first << 24));
    let value = first & (0x7f >> more);
    for (let i = 0; i < more; i++) value = value * 256 + view.getUint8(at++);
    return value;
  };
  for (;;) {
    if (view.getUint32(at) === 0) return;
    const name = String.fromCharCode(...stream.subarray(at, at + 4));
    at += 4;
    const kind = view.getUint8(at++);
    if ((kind & 0x0f) === 0) {
      const length = ((kind >> 4) << 24) | (view.getUint16(at) << 8) | view.getUint8(at + 2);
      at += 3;
      yield { name, at };
      at += length;
      continue;
    }
    // Arrays and tables: lengths, each one larger than what follows; 0 ends them. A table's first one is its description.
    let described = (kind & 0x0f) < 3;
    let told = false;
    for (let length = gamma(); length > 0; length = gamma()) {
      if (described && !told) yield { name, at };
      told = described;
      described = true;
      at += length - 1;
    }
  }
}
