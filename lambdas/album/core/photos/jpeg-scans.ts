/** How often a JPEG goes over its picture: once, or where it is progressive some ten times (ITU-T T.81, annexes B and G). */

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** One more 0xff before a marker. */
const FILL = 0xff;
/** A stuffed 0xff, and markers that no segment follows (TEM, RST0 to RST7, SOI). */
const isBare = (marker: number) => marker <= 1 || (marker >= 0xd0 && marker <= SOI);

/** Found as decoders find them: from marker to marker, segments by their length; 0 for what is no JPEG. */
export function jpegScans(bytes: Uint8Array): number {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return 0;
  let scans = 0;
  for (let at = bytes.indexOf(0xff, 2); at >= 0; ) {
    const marker = bytes[at + 1] ?? EOI;
    if (marker === EOI) break;
    if (marker === SOS) scans++;
    at = bytes.indexOf(0xff, endOf(marker, at, bytes));
  }
  return scans;
}

/** Where what belongs to the marker at `at` ends; of a scan that is its header, its samples follow. */
function endOf(marker: number, at: number, bytes: Uint8Array): number {
  if (marker === FILL) return at + 1;
  if (isBare(marker)) return at + 2;
  return at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
}
