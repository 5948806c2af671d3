/**
 * What a save of OpenTTD says of its world, without the game. A save is a header (`OTTX`, version), then a packed stream of
 * chunks; `MAPS` with the two sides of the map comes second, behind the log of the game (src/saveload/saveload.cpp).
 */
import { inflateSync, constants as zlib } from 'node:zlib';
import { TesseraError } from '../../../../kernel/errors.ts';
import { PACKED_BY_LZO } from '../../../capture-schemas.ts';
import { chunksOf } from '../../../save-chunks.ts';
import { unxzStart } from './xz.ts';

const HEADER = 8;
/** The log of the game stands before the map: some hundred bytes, and some kB for a game with many NewGRFs. */
const LOOKED_AT = 1024 * 1024;
const CHUNK_HEADERS = 1024;
const SIDES = { least: 64, most: 4096 };

const refused = (why: string, cause?: unknown) =>
  new TesseraError('not_a_save', 422, `This is not a save that OpenTTD can load: ${why}`, { cause });

const UNPACK: Record<string, (packed: Uint8Array, part: 'whole' | 'start') => Uint8Array> = {
  // Never more than what was sent: packed bytes unpack to as many at least, but for the headers of some chunks.
  OTTX: (packed, part) => unxzStart(packed, part === 'whole' ? LOOKED_AT : Math.max(0, packed.length - CHUNK_HEADERS)),
  OTTN: (plain) => plain.subarray(0, LOOKED_AT),
  OTTZ: inflatedStart,
};

/**
 * As much of a zlib stream as unpacks to LOOKED_AT bytes at most: of a bomb, too, which has a thousand times its length. How much
 * that is, is halved out: twenty tries of some ms.
 */
function inflatedStart(packed: Uint8Array): Uint8Array {
  let [fits, ends] = [0, Math.min(packed.length, LOOKED_AT) + 1];
  let start: Uint8Array = new Uint8Array();
  while (fits + 1 < ends) {
    const length = Math.ceil((fits + ends - 1) / 2);
    try {
      // The rest of a stream that was cut off is no error with this flush.
      start = inflateSync(packed.subarray(0, length), { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: LOOKED_AT });
      fits = length;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw error;
      ends = length;
    }
  }
  return start;
}

/**
 * The sides of the map in tiles, along x and y.
 * @throws TesseraError `not_a_save` saying what is wrong with the file
 */
export function mapSides(save: Uint8Array, part: 'whole' | 'start' = 'whole'): [number, number] {
  const tag = String.fromCharCode(...save.subarray(0, 4));
  if (tag === 'OTTD') throw refused(`it ${PACKED_BY_LZO}`);
  const unpack = UNPACK[tag];
  if (!unpack) throw refused('it does not begin like one. Give the .sav file that the game wrote.');
  let sides: [number, number] | undefined;
  try {
    sides = findSides(unpack(save.subarray(HEADER), part));
  } catch (error) {
    throw refused('it is damaged or cut off. Save the game again.', error);
  }
  if (!sides) throw refused('it says nothing of its map. Save the game again.');
  if (sides.some((side) => side < SIDES.least || side > SIDES.most || !Number.isInteger(Math.log2(side))))
    throw refused(`its map has ${sides[0]} x ${sides[1]} tiles. Save the game again.`);
  return sides;
}

function findSides(stream: Uint8Array): [number, number] | undefined {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  for (const { name, at } of chunksOf(stream)) {
    if (name === 'MAPS') return [view.getUint32(at), view.getUint32(at + 4)];
  }
  return undefined;
}
