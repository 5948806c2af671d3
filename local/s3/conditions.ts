import { noSuchKey, notImplemented, preconditionFailed } from './errors.ts';
import type { StoredObject } from './store/objects.ts';

type Described = Pick<StoredObject, 'etag' | 'modified'>;

function matches(header: string, etag: string): boolean {
  return header.split(',').some((entry) => {
    const value = entry
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return value === '*' || value === etag;
  });
}

/**
 * The read conditions of RFC 9110, 13.2.2, in headers that may have a prefix (`x-amz-copy-source-`). Answers whether
 * the object is unchanged for the caller (304); throws PreconditionFailed.
 */
export function unchanged(headers: Record<string, string>, object: Described, prefix = ''): boolean {
  const ifMatch = headers[`${prefix}if-match`];
  const ifUnmodified = Date.parse(headers[`${prefix}if-unmodified-since`] ?? '');
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, object.etag)) throw preconditionFailed('If-Match');
  } else if (object.modified > ifUnmodified) throw preconditionFailed('If-Unmodified-Since');
  const ifNoneMatch = headers[`${prefix}if-none-match`];
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, object.etag);
  return object.modified <= Date.parse(headers[`${prefix}if-modified-since`] ?? '');
}

/** The write conditions: a check to run on the present object in the same turn as the write. */
export function writeCondition(headers: Record<string, string>, key: string) {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw notImplemented('If-None-Match with an ETag on a write');
  return (present: Described | undefined) => {
    if (ifNoneMatch === '*' && present) throw preconditionFailed('If-None-Match');
    if (ifMatch === undefined) return;
    if (!present) throw noSuchKey(key);
    if (!matches(ifMatch, present.etag)) throw preconditionFailed('If-Match');
  };
}
