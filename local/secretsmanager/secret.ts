/** A secret, its versions, and the staging labels that say which of them is which. Pure: nothing is stored here. */
import { ApiFailure, invalid, noValue } from './failure.ts';

export type Content = { text: string } | { binary: string };
export type Version = { content: Content; stages: string[]; created: number };
export type Secret = {
  arn: string;
  name: string;
  description?: string | undefined;
  /** Epoch seconds. */
  created: number;
  changed: number;
  /** By their ids. */
  versions: Record<string, Version>;
};

export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';
/** Versions without a label are kept up to so many in all (Secrets Manager's quota of versions is about 100). */
const MOST_VERSIONS = 100;

export const versionWith = ({ versions }: Secret, stage: string): string | undefined =>
  Object.keys(versions).find((id) => versions[id]!.stages.includes(stage));

/**
 * Adds a version. The first one of a secret gets AWSCURRENT whatever it is asked for. The same id with the same content again changes
 * nothing (PutSecretValue, ClientRequestToken).
 */
export function withVersion(secret: Secret, id: string, content: Content, stages: string[], now: number): Secret {
  const known = secret.versions[id];
  if (known) {
    if (JSON.stringify(known.content) === JSON.stringify(content)) return secret;
    throw new ApiFailure(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  }
  const isFirst = Object.keys(secret.versions).length === 0;
  const labels = isFirst ? [...new Set([CURRENT, ...stages])] : stages;
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
  for (const id of [from, to]) if (id !== undefined && !secret.versions[id]) throw noValue(`VersionId: ${id}`);
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

function labelled(secret: Secret, stage: string, id: string): Secret {
  const before = versionWith(secret, stage);
  const moved = without(secret, stage);
  const { [id]: version, ...others } = moved.versions;
  const next = { ...moved, versions: { ...others, [id]: { ...version!, stages: [...version!.stages, stage] } } };
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
