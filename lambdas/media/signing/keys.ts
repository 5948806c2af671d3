import * as z from 'zod';
import type { StoredKey } from './rotation.ts';

/** A private key whose public half CloudFront knows. */
const SigningKey = z.object({
  /** Of the public key at CloudFront: `K2JCJMDEHXQW5F`. */
  id: z.string().min(1),
  /** EC P-256, PKCS 8, PEM. */
  private: z.string().startsWith('-----BEGIN PRIVATE KEY-----'),
  /** Epoch seconds; before that not every edge location may know the public half. */
  signs_from: z.int().default(0),
});
export type SigningKey = z.output<typeof SigningKey>;

/** As rotations leave it: a pair that waits for its public key has no id yet. */
const StoredKeys = z.object({
  keys: z.array(
    z.object({
      slot: z.enum(['A', 'B']),
      generation: z.int().min(0),
      public: z.string(),
      private: z.string(),
      id: z.string().optional(),
      signs_from: z.int().optional(),
    }),
  ),
});

/** What the secret holds: newest key first. */
const SigningSecret = z.object({ keys: z.array(SigningKey).min(1) });

/** @throws Error without any part of the text, which is a secret, when it is not of that form */
export function readSigningSecret(text: string): SigningKey[] {
  return readSecret(SigningSecret, text).keys;
}

/** For rotations: the keys with their slots. @throws as `readSigningSecret` */
export function readStoredKeys(text: string): StoredKey[] {
  return readSecret(StoredKeys, text).keys;
}

function readSecret<Secret>(form: z.ZodType<Secret>, text: string): Secret {
  const parsed = form.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole').join(', ');
  throw new Error(`The secret of the signing keys is not of its form (${wrong}): deploy again, or rotate the keys.`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The key that signs at this time: the newest one that every edge location knows. */
export function signingKeyAt(keys: readonly SigningKey[], epoch: number): SigningKey | undefined {
  return keys.find(({ signs_from }) => signs_from <= epoch) ?? keys.at(-1);
}
