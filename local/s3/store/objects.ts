import type { DatabaseSync } from 'node:sqlite';
import { transaction } from '../../sqlite.ts';
import type { Checksum } from '../checksums/algorithms.ts';
import { noSuchBucket } from '../errors.ts';
import type { ObjectEvent, Outcome } from '../notifications/event.ts';
import type { DataFiles, Piece } from './data-files.ts';
import type { NoticeStore } from './notices.ts';

/** What a PUT or a multipart upload says about its object: headers given back as they are, and `x-amz-meta-` pairs. */
export type Description = { headers: Record<string, string>; metadata: Record<string, string> };

export type StoredObject = Description & {
  bucket: string;
  key: string;
  size: number;
  /** Without quotes; `…-N` for a multipart object of N parts. */
  etag: string;
  /** Epoch ms, whole seconds as in S3's headers. */
  modified: number;
  checksum?: Checksum;
  pieces: Piece[];
};

/** What a listing shows. */
export type ListedObject = Pick<StoredObject, 'key' | 'size' | 'etag' | 'modified'>;

export const wholeSeconds = (now: Date) => Math.floor(now.getTime() / 1000) * 1000;

type Row = ListedObject & { bucket: string; detail: string };

const toObject = ({ detail, ...row }: Row): StoredObject => ({ ...row, ...JSON.parse(detail) });

export type ObjectStore = ReturnType<typeof objectStore>;

export function objectStore(database: DatabaseSync, files: DataFiles, notices: NoticeStore) {
  const select = database.prepare('SELECT * FROM objects WHERE bucket = ? AND key = ?');
  // The bucket may have been deleted while the body was on its way.
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO objects SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM buckets WHERE name = ?)',
  );
  const remove = database.prepare('DELETE FROM objects WHERE bucket = ? AND key = ?');
  const list = database.prepare(
    'SELECT key, size, etag, modified FROM objects WHERE bucket = ? AND key >= ? AND key > ? ORDER BY key LIMIT ?',
  );
  const get = (bucket: string, key: string) => {
    const row = select.get(bucket, key) as Row | undefined;
    return row && toObject(row);
  };
  /** The change, what must become true together with it, and the word of it for whoever wants to be told: all or nothing. */
  const change = (write: () => void, event: ObjectEvent, outcome: Outcome, also?: () => void) => {
    const isTold = notices.isTold(outcome.bucket, event.name, outcome.key);
    if (!isTold && !also) return write();
    const added = transaction(database, () => {
      write();
      also?.();
      return isTold ? notices.add(event, outcome) : [];
    });
    notices.announce(added);
  };
  return {
    get,

    /**
     * Makes `object` visible in place of what was there. `check` sees the present object first and refuses by throwing;
     * `also` writes what must become true together with it.
     */
    put(
      object: StoredObject,
      check: (present: StoredObject | undefined) => void,
      event: ObjectEvent,
      also?: () => void,
    ) {
      const { bucket, key, size, etag, modified, ...detail } = object;
      const present = get(bucket, key);
      check(present);
      const write = () => {
        const { changes } = upsert.run(bucket, key, size, etag, modified, JSON.stringify(detail), bucket);
        if (changes === 0) throw noSuchBucket(bucket);
      };
      change(write, event, { bucket, key, size, etag }, also);
      if (present) files.remove(present.pieces);
    },

    /** Of what was not there nobody is told. */
    delete(bucket: string, key: string, check: (present: StoredObject | undefined) => void, event: ObjectEvent) {
      const present = get(bucket, key);
      check(present);
      if (!present) return;
      change(() => void remove.run(bucket, key), event, { bucket, key });
      files.remove(present.pieces);
    },

    /** At most `limit` objects in the order of their keys: keys from `from` on and behind `after`. */
    list: (bucket: string, from: string, after: string, limit: number) =>
      list.all(bucket, from, after, limit) as unknown as ListedObject[],
  };
}
