/** Actions that list: secrets, and the versions of one. */
import { ApiFailure, constraint, invalid } from '../failure.ts';
import { FILTER_KEYS, type Filter, isListed, ORDER_NAMES, pageOf, placeBy } from '../listing.ts';
import type { Actions, Parameters } from './action.ts';
import { shownSecret } from './described.ts';
import { flagOf, found, isTexts, numberOf, optionalText } from './parameters.ts';

/** Of a page, and where nobody says (API reference, ListSecrets, ListSecretVersionIds). */
const MOST = 100;
const MOST_FILTERS = 10;
const PAGE = ['MaxResults', 'NextToken'];

export const listActions: Actions = {
  ListSecrets: {
    parameters: ['IncludePlannedDeletion', 'Filters', 'SortBy', 'SortOrder', ...PAGE],
    run(parameters, { secrets }) {
      const filters = filtersOf(parameters);
      const withDeleted = flagOf(parameters, 'IncludePlannedDeletion') ?? false;
      const order = optionOf(parameters, 'SortBy', ORDER_NAMES) ?? 'created-date';
      const isDescending = optionOf(parameters, 'SortOrder', ['asc', 'desc']) === 'desc';
      const listed = secrets
        .all()
        .filter(({ deletion }) => withDeleted || deletion === undefined)
        .filter((secret) => isListed(secret, filters));
      const { shown, next } = pageAsked(parameters, (page) =>
        pageOf(listed, placeBy(order), { ...page, isDescending }),
      );
      const SecretList = shown.map((secret) => shownSecret(secret, 'SecretVersionsToStages'));
      return { SecretList, ...(next && { NextToken: next }) };
    },
  },

  ListSecretVersionIds: {
    parameters: ['SecretId', 'IncludeDeprecated', ...PAGE],
    run(parameters, { secrets }) {
      const { arn, name, versions, kmsKeyId } = found(parameters, secrets);
      const withLoose = flagOf(parameters, 'IncludeDeprecated') ?? false;
      const listed = Object.entries(versions).filter(([, { stages }]) => withLoose || stages.length > 0);
      const { shown, next } = pageAsked(parameters, (page) =>
        pageOf(listed, ([id, { created }]) => [created, id], page),
      );
      const Versions = shown.map(([VersionId, { stages, created, read }]) => ({
        VersionId,
        ...(stages.length > 0 && { VersionStages: stages }),
        CreatedDate: created,
        ...(read !== undefined && { LastAccessedDate: read }),
        KmsKeyIds: [kmsKeyId || 'DefaultEncryptionKey'],
      }));
      return { ARN: arn, Name: name, Versions, ...(next && { NextToken: next }) };
    },
  },
};

function pageAsked<Page>(
  parameters: Parameters,
  read: (page: { most: number; after: string | undefined }) => Page,
): Page {
  const most = numberOf(parameters, 'MaxResults', [1, MOST]) ?? MOST;
  const after = optionalText(parameters, 'NextToken');
  try {
    return read({ most, after });
  } catch {
    throw new ApiFailure('InvalidNextTokenException', 'The NextToken value is invalid.');
  }
}

function filtersOf({ Filters = [] }: Parameters): Filter[] {
  const isFilter = (filter: unknown): filter is Filter => {
    const { Key, Values } = (filter ?? {}) as Parameters;
    if (!FILTER_KEYS.includes(String(Key)))
      throw constraint('filters.1.member.key', Key, `satisfy enum value set: [${FILTER_KEYS.join(', ')}]`);
    return isTexts(Values) && Values.length > 0;
  };
  if (Array.isArray(Filters) && Filters.length <= MOST_FILTERS && Filters.every(isFilter)) return Filters;
  throw invalid(`Filters must be a list of at most ${MOST_FILTERS}, each with a key and values.`);
}

function optionOf(parameters: Parameters, name: string, options: string[]): string | undefined {
  const value = optionalText(parameters, name);
  if (value !== undefined && !options.includes(value)) throw invalid(`${name} must be one of ${options.join(', ')}.`);
  return value;
}
