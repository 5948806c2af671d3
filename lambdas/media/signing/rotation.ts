/**
 * Two keys are known to CloudFront at any time: the newest signs, the one before it is still good. A rotation replaces the
 * older one, so that nothing that was signed stops being good before its own end.
 */
import { isoTime } from '../../kernel/clock.ts';

/** Functions ask again for the keys: so late a rotation may reach one of them. */
export const SIGNING_KEYS_SECONDS = 300;
/** A new key signs after so long: by then every edge location knows its public half (CloudFront deploys within minutes). */
export const SIGNING_KEY_SETTLES_SECONDS = 600;
/** So long a key may still have to be good after another took its place: functions that have not read again, and what they signed. */
export const SIGNING_KEY_REST_SECONDS = 900;

/** Public keys of CloudFront cannot be changed: a new generation of a slot is a new public key under a new name. */
export type KeyName = { slot: 'A' | 'B'; generation: number };
export type Pair = { public: string; private: string };
/** As the secret holds it; `id` and `signs_from` (epoch seconds) come when CloudFront has its public half. */
export type StoredKey = KeyName & Pair & { id?: string | undefined; signs_from?: number | undefined };

/** Both keys of a rotation (0, 1, 2, ...), the one that signs first. From one to the next only the other one is new. */
export function keysAt(rotation: number): [signs: KeyName, stays: KeyName] {
  const a: KeyName = { slot: 'A', generation: Math.floor(rotation / 2) };
  const b: KeyName = { slot: 'B', generation: Math.floor((rotation + 1) / 2) };
  return rotation % 2 === 0 ? [a, b] : [b, a];
}

const isNamed = (name: KeyName) => (key: KeyName) => key.slot === name.slot && key.generation === name.generation;

/**
 * The pairs of a rotation: those that are known, and a new one for each that is not.
 * @param stored `current`: what signs now, newest first; `known`: that, what is about to, and what did before
 * @throws Error saying what to do when a new pair would take the place of one that has signed in the last SIGNING_KEY_REST_SECONDS
 */
export function pairsAt(
  rotation: number,
  stored: { current: StoredKey[]; known: StoredKey[] },
  { make, epoch }: { make: () => Pair; epoch: number },
): StoredKey[] {
  const names = keysAt(rotation);
  const isMissing = names.some((name) => !stored.known.some(isNamed(name)));
  if (isMissing) refuseLockingOut(names, stored.current, epoch);
  return names.map((name) => stored.known.find(isNamed(name)) ?? { ...name, ...make() });
}

function refuseLockingOut(names: KeyName[], current: StoredKey[], epoch: number): void {
  const used = current.filter(({ id }) => id !== undefined);
  const signing = [epoch, epoch - SIGNING_KEY_REST_SECONDS].map((time) =>
    used.find(({ signs_from = 0 }) => signs_from <= time),
  );
  const lost = signing.find((key) => key && !names.some(isNamed(key)));
  if (!lost) return;
  const until = isoTime((used[0]?.signs_from ?? 0) + SIGNING_KEY_REST_SECONDS);
  throw new Error(
    `The key ${lost.slot}${lost.generation} has signed what is still good. Raise the rotation by one only, and not before ${until}.`,
  );
}

/**
 * What the secret says once CloudFront knows both public halves. A new key waits until every edge location knows it; the first
 * two need not, as the distribution comes after them.
 * @param ids of the public keys, with their texts
 * @throws Error naming a key whose pair or public key is not there
 */
export function keysInUse(
  rotation: number,
  { current, known }: { current: StoredKey[]; known: StoredKey[] },
  { ids, epoch }: { ids: { id: string; public: string }[]; epoch: number },
): Required<StoredKey>[] {
  const isFirst = !current.some(({ id }) => id !== undefined);
  return keysAt(rotation).map((name) => {
    const pair = known.find(isNamed(name));
    const id = ids.find((each) => each.public.trim() === pair?.public.trim())?.id;
    if (!pair || !id)
      throw new Error(`There is no ${pair ? 'public key' : 'pair'} for ${name.slot}${name.generation}.`);
    const waits = isFirst ? 0 : epoch + SIGNING_KEY_SETTLES_SECONDS;
    return { ...pair, id, signs_from: pair.id === id ? (pair.signs_from ?? 0) : waits };
  });
}
