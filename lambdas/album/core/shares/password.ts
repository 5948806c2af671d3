import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { StoredPassword } from '../../share-ports.ts';

/** 32 MB and about a quarter of a second of a core (OWASP's password storage cheat sheet, the third of its settings of scrypt). */
const COSTS = { N: 2 ** 15, r: 8, p: 3 };
const HASH_BYTES = 32;

/** The same letters are the same password, however a keyboard composes them (RFC 8265). */
const bytesOf = (password: string) => Buffer.from(password.normalize('NFKC'));

const derive = (password: string, salt: Buffer, length: number, { N, r, p }: typeof COSTS) =>
  new Promise<Buffer>((resolve, reject) => {
    // scrypt needs 128 * N * r bytes and a little more; node refuses what is above 32 MB unless it is told.
    const options: ScryptOptions = { N, r, p, maxmem: 128 * N * r + 128 * r * p + 1024 * 1024 };
    scrypt(bytesOf(password), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });

export async function hashPassword(password: string, costs = COSTS): Promise<StoredPassword> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, HASH_BYTES, costs);
  return { hash: hash.toString('base64'), salt: salt.toString('base64'), ...costs };
}

/** Takes as long for a wrong password as for the right one. */
export async function isPassword(password: string, { hash, salt, N, r, p }: StoredPassword): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64');
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), expected.length, { N, r, p }), expected);
}
