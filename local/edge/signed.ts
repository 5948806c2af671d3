/**
 * Signed URLs and cookies, as CloudFront checks them for a behaviour with trusted key groups (Developer Guide, "Serve private
 * content with signed URLs and signed cookies"): canned and custom policies, SHA-1 and SHA-256, RSA and EC keys.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type Policy, policyRefusal, readPolicy } from './signed-policy.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** PEM texts by the ids of the public keys. */
export type PublicKeys = Readonly<Record<string, string>>;

/** What the viewer is told, with the status 403. */
export type Refusal = { code: string; message: string };
/** Undefined: the viewer may have it. `epoch`: seconds since 1970. */
export type SignedCheck = (viewer: ViewerRequest, address: string, epoch: number) => Refusal | undefined;

const MISSING: Refusal = { code: 'MissingKey', message: 'Missing Key-Pair-Id query parameter or cookie value' };
const UNKNOWN: Refusal = { code: 'InvalidKey', message: 'Unknown Key' };
const MALFORMED: Refusal = { code: 'MalformedPolicy', message: 'Malformed Policy' };
const DENIED: Refusal = { code: 'AccessDenied', message: 'Access denied' };

/** Parameters of a signed URL: not part of the address that a policy speaks of, and not sent to the origin. */
const PARAMETERS = ['Policy', 'Signature', 'Key-Pair-Id', 'Expires', 'Hash-Algorithm'];
/** Policies whose signature was good, the least recently used go first: a page asks for hundreds of pictures by one. */
const MOST_KNOWN = 1000;
const HASHES: Record<string, string> = { SHA1: 'sha1', SHA256: 'sha256' };

/** @throws Error naming the key that is none */
export function createSignedCheck(publicKeys: PublicKeys): SignedCheck {
  const keys = new Map(Object.entries(publicKeys).map(([id, pem]) => [id, keyOf(id, pem)]));
  const known = new Map<string, Policy>();
  /** The policy that was signed, whatever it allows; or why it is none. */
  const signedPolicy = (given: string, hash: string, keyId: string, signature: string): Policy | Refusal => {
    const name = JSON.stringify([keyId, hash, signature, given]);
    const before = known.get(name);
    if (!before && !verify(hash, Buffer.from(given), keys.get(keyId)!, decode(signature))) return DENIED;
    let policy = before;
    try {
      policy ??= readPolicy(given);
    } catch {
      return MALFORMED;
    }
    known.delete(name);
    known.set(name, policy);
    if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
    return policy;
  };
  return (viewer, address, epoch) => {
    // Who signs the URL is judged by it alone, whatever the cookies say.
    const signed = valuesOfQuery(viewer.search) ?? valuesOfCookies(viewer.headers.cookie ?? '');
    const keyId = signed?.['Key-Pair-Id'];
    if (!signed || !keyId) return MISSING;
    if (!keys.has(keyId)) return UNKNOWN;
    const url = addressOf(viewer);
    const given = signed.Policy === undefined ? cannedPolicy(url, signed.Expires) : decode(signed.Policy).toString();
    const hash = HASHES[signed['Hash-Algorithm'] ?? 'SHA1'];
    if (given === undefined || signed.Signature === undefined || hash === undefined) return DENIED;
    const policy = signedPolicy(given, hash, keyId, signed.Signature);
    if ('code' in policy) return policy;
    return policyRefusal(policy, { url, address, epoch }) ? DENIED : undefined;
  };
}

/** What is left of a query string for function, cache and origin. */
export const withoutSigning = (search: string): string =>
  search
    .split('&')
    .filter((pair) => !PARAMETERS.includes(pair.split('=')[0]!))
    .join('&');

function keyOf(id: string, pem: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch (cause) {
    throw new Error(`The public key ${id} is no key in PEM form.`, { cause });
  }
}

type Values = Partial<Record<string, string>>;

/** Undefined when it holds none of the parameters. */
function valuesOfQuery(search: string): Values | undefined {
  const pairs = search.split('&').map((pair) => pair.split('=', 2) as [string, string?]);
  const ours = pairs.filter(([name]) => PARAMETERS.includes(name));
  return ours.length > 0 ? Object.fromEntries(ours.map(([name, value = '']) => [name, value])) : undefined;
}

function valuesOfCookies(cookie: string): Values {
  const pairs = cookie.split(/;\s*/).map((pair) => pair.split('=', 2) as [string, string?]);
  const prefix = 'CloudFront-';
  const ours = pairs.filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(ours.map(([name, value = '']) => [name.slice(prefix.length), value]));
}

/** The twin has no TLS: as for IAM's `aws:SecureTransport`, what reaches it counts as https. */
function addressOf({ uri, search, headers }: ViewerRequest): string {
  const own = withoutSigning(search);
  return `https://${headers.host ?? ''}${uri}${own && `?${own}`}`;
}

const cannedPolicy = (url: string, expires: string | undefined): string | undefined =>
  /^\d+$/.test(expires ?? '')
    ? `{"Statement":[{"Resource":"${url}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`
    : undefined;

const UNSAFE: Record<string, string> = { '-': '+', _: '=', '~': '/' };
const decode = (text: string) =>
  Buffer.from(
    text.replaceAll(/[-_~]/g, (character) => UNSAFE[character]!),
    'base64',
  );
