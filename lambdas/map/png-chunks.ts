/** What a PNG is made of, where it can be read without a picture library. */
import { crc32 } from 'node:zlib';

export type PngKind = 'rgb' | 'rgba' | 'grey' | 'grey-alpha' | 'palette';
/** Of a PNG of 8 bits a sample without interlacing: its stream of zlib, in one or more parts. */
export type PngData = { parts: Uint8Array[]; width: number; height: number };

/** A PNG whose pixels need nothing but inflating and unfiltering. */
export type PlainPng = PngData & { kind: PngKind; palette?: Uint8Array };

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const KINDS: Record<number, PngKind> = { 0: 'grey', 2: 'rgb', 3: 'palette', 4: 'grey-alpha', 6: 'rgba' };

/**
 * Chunks that change no pixel of 8 bits. Others may: a colour profile (iCCP) makes sharp convert, acTL is an animation. A rotation
 * (eXIf) does not, but is left to sharp as well.
 */
const HARMLESS = new Set([...['tEXt', 'zTXt', 'iTXt', 'tIME', 'pHYs'], ...['gAMA', 'cHRM', 'sRGB', 'bKGD', 'hIST']]);

/**
 * The parts of a PNG of 8 bits a sample, not interlaced, whose chunks are whole (W3C PNG specification, 5).
 * @returns undefined for everything else, damaged files too: sharp says what is wrong with them
 */
export function plainPng(bytes: Uint8Array): PlainPng | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const data: Uint8Array[] = [];
  let header: Omit<PlainPng, 'parts'> | undefined;
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > file.length || crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) return undefined;
    const type = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, end);
    if (!header) header = type === 'IHDR' ? readHeader(body) : undefined;
    else if (type === 'IDAT') data.push(body);
    else if (type === 'PLTE') header.palette = body;
    else if (type === 'IEND') return finished(header, data);
    else if (!HARMLESS.has(type)) return undefined;
    if (!header) return undefined;
    at = end + 4;
  }
  return undefined;
}

function readHeader(body: Buffer): Omit<PlainPng, 'parts'> | undefined {
  if (body.length !== 13) return undefined;
  const [depth, colour, compression, filter, interlaced] = body.subarray(8);
  const kind = KINDS[colour!];
  if (depth !== 8 || !kind || compression !== 0 || filter !== 0 || interlaced !== 0) return undefined;
  return { width: body.readUInt32BE(0), height: body.readUInt32BE(4), kind };
}

function finished(header: Omit<PlainPng, 'parts'>, data: Uint8Array[]): PlainPng | undefined {
  const colours = (header.palette?.length ?? 0) / 3;
  if (header.kind === 'palette' && !(Number.isInteger(colours) && colours >= 1 && colours <= 256)) return undefined;
  if (header.width < 1 || header.height < 1 || data.length === 0) return undefined;
  return { ...header, parts: data };
}
