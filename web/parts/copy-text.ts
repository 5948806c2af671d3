/** Puts text on the clipboard; false where the browser refuses (pages without HTTPS other than this machine's). */
export async function copyText(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}
