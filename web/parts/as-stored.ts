/**
 * A picture's file with what EXIF says of how a camera was held taken out. The platform places pictures as they are stored, and what a
 * browser decodes for a canvas it turns, whatever it is told (Chromium, createImageBitmap and drawImage).
 */

/** Orientation, of EXIF 2.32; 1 is as it is stored. */
const ORIENTATION = 0x0112;

export function asStored(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const found = exifIn(file);
  if (!found) return file;
  // A chunk of PNG has a checksum, and none has to be there.
  if (found.kind === 'png') return joined(file.subarray(0, found.start), file.subarray(found.end));
  const copy = file.slice();
  straighten(new DataView(copy.buffer, found.start, found.end - found.start));
  return copy;
}

type Found = { kind: 'png' | 'other'; start: number; end: number };

/** Where EXIF lies: in PNG its whole chunk, else what begins with the header of TIFF. */
function exifIn(file: Uint8Array): Found | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...file.subarray(at, at + length));
  if (text(1, 3) === 'PNG') {
    for (let at = 8; at + 12 <= file.length; at += 12 + view.getUint32(at)) {
      if (text(at + 4, 4) === 'eXIf') return { kind: 'png', start: at, end: at + 12 + view.getUint32(at) };
    }
  } else if (text(8, 4) === 'WEBP') {
    for (let at = 12; at + 8 <= file.length; at += 8 + even(view.getUint32(at + 4, true))) {
      if (text(at, 4) === 'EXIF') return tiffIn(at + 8, view.getUint32(at + 4, true));
    }
  } else {
    for (
      let at = 2;
      at + 4 <= file.length && file[at] === 0xff && file[at + 1] !== 0xda;
      at += 2 + view.getUint16(at + 2)
    ) {
      if (file[at + 1] === 0xe1 && text(at + 4, 4) === 'Exif') return tiffIn(at + 4, view.getUint16(at + 2) - 2);
    }
  }
  return undefined;

  function tiffIn(at: number, length: number): Found {
    const head = text(at, 4) === 'Exif' ? 6 : 0;
    return { kind: 'other', start: at + head, end: Math.min(file.length, at + length) };
  }
}

/** Where it is damaged nothing is changed: the browser sees no orientation there either. */
function straighten(tiff: DataView): void {
  try {
    const isLittle = tiff.getUint8(0) === 0x49;
    const directory = tiff.getUint32(4, isLittle);
    for (let left = tiff.getUint16(directory, isLittle), at = directory + 2; left > 0; left--, at += 12) {
      if (tiff.getUint16(at, isLittle) === ORIENTATION) tiff.setUint16(at + 8, 1, isLittle);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

const even = (length: number) => length + (length % 2);

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
