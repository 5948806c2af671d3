/** Batches: up to ten entries, each of which comes off or fails by itself. */
import { invalidValue, missing, SqsError } from '../errors.ts';
import type { Request } from './action.ts';
import { ENTRY, refuseUnknownParameters } from './parameters.ts';

const MOST = 10;

export type Entry = Request & { Id: string };

/** @throws SqsError for a batch that is empty, too long, or whose ids are wrong or not distinct */
export function entriesOf(action: string, { Entries }: Request): Entry[] {
  if (Entries === undefined) throw missing('Entries');
  if (!Array.isArray(Entries)) throw invalidValue('Entries must be a list.');
  if (Entries.length === 0)
    throw new SqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (Entries.length > MOST)
    throw new SqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST}. You have sent ${Entries.length}.`,
    );
  for (const entry of Entries) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(String(entry?.Id ?? '')))
      throw new SqsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    refuseUnknownParameters(action, entry, ENTRY[action]);
  }
  const twice = Entries.find(({ Id }, index) => Entries.findIndex((each) => each.Id === Id) !== index);
  if (twice) throw new SqsError('BatchEntryIdsNotDistinct', `Id ${twice.Id} repeated.`);
  return Entries;
}

/** Does each entry; an SqsError is its own failure and nobody else's. */
export function eachEntry(
  entries: Entry[],
  work: (entry: Entry) => object,
): { Successful: object[]; Failed: object[] } {
  const answer: { Successful: object[]; Failed: object[] } = { Successful: [], Failed: [] };
  for (const entry of entries) {
    try {
      answer.Successful.push({ Id: entry.Id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      answer.Failed.push(failedEntry(entry, error));
    }
  }
  return answer;
}

export const failedEntry = ({ Id }: Entry, { code, message }: SqsError) => ({
  Id,
  SenderFault: true,
  Code: code,
  Message: message,
});
