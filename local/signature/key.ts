import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

export const hmac = (key: string | Buffer | KeyObject, text: string) => createHmac('sha256', key).update(text).digest();
export const sha256Hex = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

export type Scope = { date: string; region: string; service: string };

export const scopeText = ({ date, region, service }: Scope) => `${date}/${region}/${service}/aws4_request`;

/**
 * Four HMACs that change once a day for each key; a twin has a few dozen keys, so 256 never evicts a live one. Kept as a key: from bytes
 * Node makes one for each HMAC: 31 us instead of 6.
 */
const keys = new Map<string, KeyObject>();
const MOST_KEYS = 256;

export function signingKey(secret: string, { date, region, service }: Scope): KeyObject {
  const name = JSON.stringify([secret, date, region, service]);
  const known = keys.get(name);
  if (known) return known;
  const key = createSecretKey(hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request'));
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(name, key);
  return key;
}
