import * as z from 'zod';

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

/** What the secret holds: newest key first. */
const SigningSecret = z.object({ keys: z.array(SigningKey).min(1) });

/** @throws Error without any part of the text, which is a secret, when it is not of that form */
export function readSigningSecret(text: string): SigningKey[] {
  const parsed = SigningSecret.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data.keys;
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
