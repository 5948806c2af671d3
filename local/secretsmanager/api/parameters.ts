/** How the parameters of actions are read. */
import { constraint, invalid, noSecret, refused } from '../failure.ts';
import type { Content, Secret, Tag } from '../secret.ts';
import type { Secrets } from '../store.ts';
import type { Parameters } from './action.ts';

/** Of a value (service quota). */
const MOST_BYTES = 65_536;
/** Of one secret (service quota). */
const MOST_TAGS = 50;
export const VALUE = ['SecretString', 'SecretBinary', 'ClientRequestToken'];

/** @throws ApiFailure when there is none; one that is marked for deletion is found */
export function found(parameters: Parameters, secrets: Secrets): Secret {
  const secret = secrets.find(textOf(parameters, 'SecretId'));
  if (!secret) throw noSecret();
  return secret;
}

/** @throws ApiFailure also for a secret that is marked for deletion */
export function usable(parameters: Parameters, secrets: Secrets): Secret {
  const secret = found(parameters, secrets);
  if (secret.deletion !== undefined)
    throw refused("You can't perform this operation on the secret because it was marked for deletion.");
  return secret;
}

export function optionalText(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalid(`${name} must be a text.`);
  return value;
}

export function textOf(parameters: Parameters, name: string): string {
  const value = optionalText(parameters, name);
  if (!value) throw constraint(name, value, value === '' ? 'have length greater than or equal to 1' : 'not be null');
  return value;
}

export function flagOf(parameters: Parameters, name: string): boolean | undefined {
  const value = parameters[name];
  if (value !== undefined && value !== null && typeof value !== 'boolean') throw invalid(`${name} must be a boolean.`);
  return value ?? undefined;
}

/** A whole number; `most` and `least` are those of the service's model. */
export function numberOf(parameters: Parameters, name: string, [least, most] = [-Infinity, Infinity]) {
  const value = parameters[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw invalid(`${name} must be a whole number.`);
  if (value < least!) throw constraint(name, value, `have value greater than or equal to ${least}`);
  if (value > most!) throw constraint(name, value, `have value less than or equal to ${most}`);
  return value;
}

/** It becomes the version's id. SDKs make one up where nobody gives one; the service itself does not. */
export function tokenOf(parameters: Parameters): string {
  const token = optionalText(parameters, 'ClientRequestToken');
  if (token === undefined)
    throw refused('You must provide a ClientRequestToken value. We recommend a UUID-type value.');
  if (token.length < 32 || token.length > 64) throw invalid('ClientRequestToken must be 32-64 characters long.');
  return token;
}

/** The value of a new version; undefined where none is given. */
export function contentOf(parameters: Parameters): Content | undefined {
  const text = optionalText(parameters, 'SecretString');
  const binary = optionalText(parameters, 'SecretBinary');
  if (text !== undefined && binary !== undefined) {
    throw invalid("You can't specify both a binary secret value and a string secret value in the same secret.");
  }
  for (const [name, bytes] of [
    ['SecretString', text === undefined ? undefined : Buffer.byteLength(text)],
    ['SecretBinary', binary === undefined ? undefined : Buffer.byteLength(binary, 'base64')],
  ] as const) {
    // The value itself is in no message.
    if (bytes === 0) throw invalid(`${name} must have at least one character.`);
    if (bytes !== undefined && bytes > MOST_BYTES) throw invalid(`${name} has at most ${MOST_BYTES} bytes.`);
  }
  if (text !== undefined) return { text };
  return binary === undefined ? undefined : { binary };
}

export const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

/** Of several tags with one key the last one counts. */
export function tagsOf(parameters: Parameters, before: Tag[] = []): Tag[] {
  const given = parameters.Tags;
  const isTag = (tag: unknown): tag is Tag => isTexts([(tag as Tag | null)?.Key, (tag as Tag).Value]);
  if (!Array.isArray(given) || !given.every(isTag)) throw invalid('Tags must be a list of keys and values.');
  const tags = new Map([...before, ...given].map(({ Key, Value }) => [Key, Value]));
  if (tags.size > MOST_TAGS) throw invalid(`A secret has at most ${MOST_TAGS} tags.`);
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
