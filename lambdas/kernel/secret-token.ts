import { createHash, randomBytes } from 'node:crypto';

/** Makes what lets its bearer in: 128 random bits, 22 characters that an address may hold. */
export type NewToken = () => string;
export const randomToken: NewToken = () => randomBytes(16).toString('base64url');

/** What is stored of it, in hexadecimal. Nobody can try 128 random bits, so that one round of SHA-256 is enough. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
