import { epochSeconds } from '../../kernel/clock.ts';
import { cannotSign } from './cannot-sign.ts';
import { type SigningKey, signingKeyAt } from './keys.ts';
import { HASH_ALGORITHM, policyText, signatureOf, urlSafe } from './policy.ts';

/**
 * Lets people see what lies behind `/media/`. Paths and prefixes are plain: letters, digits, `.`, `_`, `-` and `/`, as ids and
 * names of variants are. Both throw `cannot_sign` (503, `isCannotSign`) when there is no key.
 */
export type Signer = {
  /** @returns path and query of the signed address of one object, relative to the own address */
  url(path: string, seconds: number, now: Date): Promise<string>;
  /** @returns whole Set-Cookie values for everything below a prefix (without a slash at its end); they go with all of its requests */
  cookies(prefix: string, seconds: number, now: Date): Promise<string[]>;
};

export function createSigner(keys: () => Promise<readonly SigningKey[]>): Signer {
  const signed = async (resource: string, seconds: number, now: Date): Promise<[name: string, value: string][]> => {
    const policy = policyText(resource, epochSeconds(now) + seconds);
    try {
      const key = signingKeyAt(await keys(), epochSeconds(now));
      if (!key) throw new Error('There is no key.');
      return [
        ['Policy', urlSafe(policy)],
        ['Signature', signatureOf(policy, key.private)],
        ['Key-Pair-Id', key.id],
        ['Hash-Algorithm', HASH_ALGORITHM],
      ];
    } catch (cause) {
      throw cannotSign(cause);
    }
  };
  return {
    async url(path, seconds, now) {
      const query = await signed(resourceOf(path), seconds, now);
      return `${path}?${query.map(([name, value]) => `${name}=${value}`).join('&')}`;
    },
    async cookies(prefix, seconds, now) {
      const attributes = `Path=${prefix}; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Strict`;
      const values = await signed(`${resourceOf(prefix)}/*`, seconds, now);
      return values.map(([name, value]) => `CloudFront-${name}=${value}; ${attributes}`);
    },
  };
}

const PLAIN = /^\/media(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/**
 * Of any host: no function knows the distribution's. The wildcard takes any text, paths and queries included, which is why the
 * behaviour of `/media/*` turns away what could put the signed path behind another one (`lib/constructs/media-requests.ts`).
 */
function resourceOf(path: string): string {
  // `*` and `?` are wildcards in a policy: nothing that holds them is ever signed.
  if (!PLAIN.test(path)) throw new Error(`${path} is no plain path below /media/ and is never signed.`);
  return `https://*${path}`;
}
