/** What a file is called when it is stored: Content-Disposition (RFC 6266), with any characters (RFC 8187, once 5987). */

/** Separators of paths, and what Windows does not take in a name. */
const NOT_IN_A_NAME = /[<>:"/\\|?*]/g;
/** Control characters, and those that turn the direction of a text: `photo, U+202E, gpj.exe` reads as a picture. */
const NOT_SEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]/gu;
/** Hidden files begin with a point; Windows takes points and spaces off the end. */
const EDGES = /^[\s.]+|[\s.]+$/g;
/** Devices of Windows, whatever their case and their ending: there is no file of such a name (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(?=\.|$)/i;

/** One part of a path that any system can store; never empty. */
export const safeFileName = (name: string): string =>
  name.toWellFormed().replace(NOT_SEEN, '').replace(NOT_IN_A_NAME, '_').replace(EDGES, '').replace(DEVICE, '_$&') ||
  'file';

/**
 * To be stored, not shown, under this name or one made safe of it. `filename` is for programs that know no more than ASCII; a percent
 * sign there is decoded by some (RFC 6266, appendix D).
 */
export function storedAs(name: string): string {
  const safe = safeFileName(name);
  const ascii = safe.replace(/[^\x20-\x7e]|%/gu, '_');
  const all = encodeURIComponent(safe).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${all}`;
}
