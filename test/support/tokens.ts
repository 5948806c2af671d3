/** Access tokens of every kind, signed with the key of a running platform's development issuer. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import type { Keys } from '../../local/oidc/keys.ts';

export type Tokens = {
  /** A good token of `ada` with all scopes, but for what is changed. */
  sign: (changes?: JWTPayload) => Promise<string>;
  /** The same, signed by somebody else under the issuer's name and key id. */
  forge: (changes?: JWTPayload) => Promise<string>;
};

export const ALL_SCOPES = 'maps:read maps:write albums:read albums:write';
export const HOUR = 3600;
export const now = () => Math.floor(Date.now() / 1000);

export async function tokensOf(directory: string, { issuer, audience }: { issuer: string; audience: string }) {
  const { signing } = JSON.parse(await readFile(join(directory, 'oidc', 'keys.json'), 'utf8')) as Keys;
  const own = await importJWK(signing);
  const { privateKey: foreign } = await generateKeyPair('RS256');
  const signer =
    (key: typeof own) =>
    (changes: JWTPayload = {}) =>
      new SignJWT({
        ...{ iss: issuer, aud: audience, sub: 'ada', scope: ALL_SCOPES, iat: now(), exp: now() + HOUR },
        ...changes,
      })
        .setProtectedHeader({ alg: 'RS256', kid: signing.kid!, typ: 'at+jwt' })
        .sign(key);
  return { sign: signer(own), forge: signer(foreign) } satisfies Tokens;
}
