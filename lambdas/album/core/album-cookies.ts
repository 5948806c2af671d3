import { ALBUM_COOKIE_SECONDS } from '../../../lib/limits/shares.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isCannotSign } from '../../media/signing/cannot-sign.ts';
import { folderCookies } from '../../media/signing/folder-cookies.ts';
import type { Signer } from '../../media/signing/signer.ts';
import { albumPrefix } from '../variants.ts';

/**
 * Whole Set-Cookie values that show all copies of an album's photos, for a minute or two: the page asks for new ones through the same
 * gate. `unsigned`: there are none, because nothing can be signed just now; each picture can be had by its own route then.
 */
export async function albumCookies(
  album: string,
  who: keyof typeof ALBUM_COOKIE_SECONDS,
  tools: { signer: Signer; clock: Clock },
): Promise<{ cookies: string[]; unsigned?: true }> {
  try {
    return { cookies: await folderCookies(albumPrefix(album), ALBUM_COOKIE_SECONDS[who], tools) };
  } catch (error) {
    if (isCannotSign(error)) return { cookies: [], unsigned: true };
    throw error;
  }
}
