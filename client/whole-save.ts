/**
 * Whether a save is whole, seen before anything is sent. What is packed by zlib or not at all is read to its end. To unpack LZMA
 * takes a program that pages do not have; but such a stream ends with an index of its blocks, so it is known that nothing is
 * missing, and not that every byte is right.
 */
import type { GameName } from '../lambdas/map/capture-schemas.ts';
import { chunksOf } from '../lambdas/map/save-chunks.ts';

type Content = Uint8Array<ArrayBuffer>;

const READ: Record<GameName, (save: Content) => Promise<void>> = { openttd: readOpenttd };

/** What is wrong with a save, behind its name, that begins as it should. */
export async function faultOfContent(game: GameName, save: Content): Promise<string | undefined> {
  try {
    await READ[game](save);
    return undefined;
  } catch {
    return 'is damaged or cut off. Save the game again, and give that file.';
  }
}

/** Tag and version stand before the packed stream. */
const HEADER = 8;

async function readOpenttd(save: Content): Promise<void> {
  const packing = String.fromCharCode(save[3]!);
  const stream = save.subarray(HEADER);
  if (packing === 'X') readXz(stream);
  else if (packing === 'Z') await inflate(stream);
  else for (const _ of chunksOf(stream));
}

/** To its checksum; nothing of it is kept. */
const inflate = (packed: Content) =>
  new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).pipeTo(new WritableStream());

/** Header and footer of an .xz stream (the .xz file format 1.2.1, 2.1) have so many bytes each. */
const XZ_FRAME = 12;
const XZ_END = 0x595a;

/** The index at the end says how long all blocks are. */
function readXz(stream: Content): void {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const footer = stream.length - XZ_FRAME;
  const index = footer - (view.getUint32(footer + 4, true) + 1) * 4;
  let at = index;
  const number = (): number => {
    let [value, weight] = [0, 1];
    for (;;) {
      const byte = view.getUint8(at++);
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 128;
    }
  };
  const mark = number();
  let blocks = 0;
  for (let left = number(); left > 0; left--) {
    blocks += Math.ceil(number() / 4) * 4;
    // How long it is unpacked.
    number();
  }
  const isWhole = view.getUint16(stream.length - 2) === XZ_END && mark === 0 && XZ_FRAME + blocks === index;
  if (!isWhole) throw new RangeError('It does not end like an .xz stream.');
}
