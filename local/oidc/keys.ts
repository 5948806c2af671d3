/** The issuer's private keys, made once and kept, so that tokens and sessions outlive a restart. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';

export type Keys = { signing: JWK; cookies: string[] };

/** RS256: API Gateway's JWT authorizer accepts RSA signatures only. */
export const loadKeys = async (directory: string): Promise<Keys> => {
  const file = join(directory, 'keys.json');
  const stored = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (stored) return JSON.parse(stored) as Keys;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const signing = { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString('hex'), alg: 'RS256', use: 'sig' };
  const keys: Keys = { signing, cookies: [randomBytes(32).toString('base64url')] };
  await mkdir(directory, { recursive: true });
  // Under its name only when it is whole: a start that is killed here must not leave half a file to every later one.
  await writeFile(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return keys;
};

/** What everybody may see. */
export const publicKeys = ({ signing: { kty, n, e, kid, alg, use } }: Keys): JSONWebKeySet => ({
  keys: [{ kty: kty!, n, e, kid, alg, use }],
});
