/** A secret, its versions, and the staging labels that say which of them is which. Pure: nothing is stored here. */
import { ApiFailure, invalid, noValue } from './failure.ts';

export type Content = { text: string } | { binary: string };
/** Times are epoch seconds; `read` is the day on which it was last read. */
export type Version = { content: Content; stages: string[]; created: number; read?: number };
export type Tag = { Key: string; Value: string };
export type Secret = {
  arn: string;
  name: string;
  description?: string | undefined;
  kmsKeyId?: string | undefined;
  tags?: Tag[] | undefined;
  /** Its resource policy, where the templates give it one. */
  policy?: string | undefined;
  created: number;
  changed: number;
  read?: number;
  /** When it goes for good; it can be restored until then. */
  deletion?: number | undefined;
  /** By their ids. */
  versions: Record<string, Version>;
};

export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';
/** Versions without a label are kept up to so many in all (Secrets Manager's quota of versions is about 100). */
const MOST_VERSIONS = 100;
const DAY_SECONDS = 24 * 60 * 60;

export const versionWith = ({ versions }: Secret, stage: string): string | undefined =>
  Object.keys(versions).find((id) => versions[id]!.stages.includes(stage));

export const versionOf = ({ versions }: Secret, id: string): Version | undefined =>
  Object.hasOwn(versions, id) ? versions[id] : undefined;

/**
 * Adds a version. The first one of a secret gets AWSCURRENT whatever it is asked for. The same id with the same content again changes
 * nothing (PutSecretValue, ClientRequestToken).
 */
export function withVersion(secret: Secret, id: string, content: Content, stages: string[], now: number): Secret {
  const known = versionOf(secret, id);
  if (known) {
    if (JSON.stringify(known.content) === JSON.stringify(content)) return secret;
    throw new ApiFailure(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  }
  const isFirst = Object.keys(secret.versions).length === 0;
  const labels = [...new Set(isFirst ? [CURRENT, ...stages] : stages)];
  const added = {
    ...secret,
    changed: now,
    versions: { ...secret.versions, [id]: { content, stages: [], created: now } },
  };
  return tidied(labels.reduce((changed, stage) => labelled(changed, stage, id), added));
}

/** Moves or removes a label (UpdateSecretVersionStage); AWSPREVIOUS follows AWSCURRENT. */
export function withStageMoved(
  secret: Secret,
  stage: string,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Secret {
  for (const id of [from, to]) if (id !== undefined && !versionOf(secret, id)) throw noValue(`VersionId: ${id}`);
  const holder = versionWith(secret, stage);
  if (from !== undefined && holder !== from)
    throw invalid(`Staging label ${stage} is not attached to version ${from}.`);
  if (holder !== undefined && holder !== to && from === undefined) {
    throw invalid(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  }
  if (to !== undefined) return labelled(secret, stage, to);
  if (stage === CURRENT) {
    throw invalid(`You can only move staging label ${CURRENT} to a different secret version. It can't be removed.`);
  }
  return without(secret, stage);
}

/** Read, which is told by the day (LastAccessedDate); the same object when that is known already. */
export function readOn(secret: Secret, id: string, now: number): Secret {
  const day = Math.floor(now / DAY_SECONDS) * DAY_SECONDS;
  const version = secret.versions[id]!;
  if (secret.read === day && version.read === day) return secret;
  return { ...secret, read: day, versions: { ...secret.versions, [id]: { ...version, read: day } } };
}

function labelled(secret: Secret, stage: string, id: string): Secret {
  const before = versionWith(secret, stage);
  const moved = without(secret, stage);
  const version = moved.versions[id]!;
  const next = {
    ...moved,
    versions: { ...moved.versions, [id]: { ...version, stages: [...version.stages, stage].sort() } },
  };
  return stage === CURRENT && before !== undefined && before !== id ? labelled(next, PREVIOUS, before) : next;
}

function without(secret: Secret, stage: string): Secret {
  const versions = Object.entries(secret.versions).map(([id, version]): [string, Version] => [
    id,
    { ...version, stages: version.stages.filter((each) => each !== stage) },
  ]);
  return { ...secret, versions: Object.fromEntries(versions) };
}

function tidied(secret: Secret): Secret {
  const all = Object.entries(secret.versions);
  const loose = all.filter(([, { stages }]) => stages.length === 0).sort(([, a], [, b]) => a.created - b.created);
  const gone = new Set(loose.slice(0, Math.max(0, all.length - MOST_VERSIONS)).map(([id]) => id));
  return { ...secret, versions: Object.fromEntries(all.filter(([id]) => !gone.has(id))) };
}
