/** How often a JPEG goes over its picture: once, or where it is progressive some ten times (ITU-T T.81, annexes B and G). */

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** A stuffed 0xff, markers without a length (TEM, RST0 to RST7, SOI), and one more 0xff to fill: what follows belongs to what was before. */
const stands = (marker: number) => marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= SOI) || marker === 0xff;

/** Found as decoders find them: from marker to marker, segments by their length; 0 for what is no JPEG. */
export function jpegScans(bytes: Uint8Array): number {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return 0;
  let scans = 0;
  for (let at = bytes.indexOf(0xff, 2); at >= 0; ) {
    const marker = bytes[at + 1] ?? EOI;
    if (marker === EOI) break;
    if (marker === SOS) scans++;
    const length = stands(marker) ? (marker === 0xff ? -1 : 0) : ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    at = bytes.indexOf(0xff, at + 2 + length);
  }
  return scans;
}
