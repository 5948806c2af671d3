/**
 * What CloudFront checks of a signed URL or cookie: a custom policy and its signature, both in its own form of base64.
 * (CloudFront Developer Guide, "Create a signed URL using a custom policy", "Set signed cookies using a custom policy";
 * keys of a key group may be ECDSA 256: API reference, PublicKey.)
 */
import { sign } from 'node:crypto';

/** Says who hashed how: without it CloudFront takes SHA-1. A parameter of URLs; in cookies `CloudFront-` stands before it. */
export const HASH_ALGORITHM = 'SHA256';

/** A policy without white space, as it is signed: who asks for what matches `resource` before `expires` (epoch seconds) may. */
export const policyText = (resource: string, expires: number): string =>
  JSON.stringify({
    Statement: [{ Resource: resource, Condition: { DateLessThan: { 'AWS:EpochTime': expires } } }],
  });

const SAFE: Record<string, string> = { '+': '-', '=': '_', '/': '~' };
/** Base64 with the characters that are not valid in a query string replaced: `+` by `-`, `=` by `_`, `/` by `~`. */
export const urlSafe = (data: string | Buffer): string =>
  Buffer.from(data)
    .toString('base64')
    .replaceAll(/[+=/]/g, (character) => SAFE[character]!);

/** ECDSA with SHA-256, as `openssl dgst -sha256 -sign` writes it (DER). @throws Error when the key is no EC key */
export const signatureOf = (policy: string, privateKey: string): string =>
  urlSafe(sign('sha256', Buffer.from(policy), { key: privateKey, dsaEncoding: 'der' }));
