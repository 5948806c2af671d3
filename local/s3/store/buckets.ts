import type { DatabaseSync } from 'node:sqlite';
import { noSuchBucket } from '../errors.ts';

/** A rule as CloudFormation writes it. `MaxAge` in seconds. */
export type CorsRule = {
  Id?: string;
  AllowedOrigins: string[];
  AllowedMethods: string[];
  AllowedHeaders?: string[];
  ExposedHeaders?: string[];
  MaxAge?: number;
};

/** `created` in epoch ms. */
export type Bucket = { name: string; created: number; cors: CorsRule[] };

type Row = { name: string; created: number; cors: string };
const toBucket = (row: Row): Bucket => ({ ...row, cors: JSON.parse(row.cors) });

export type BucketStore = ReturnType<typeof bucketStore>;

/** 3 to 63 lower-case letters, digits, dots and hyphens, no address of the internet (S3's rules for general purpose buckets). */
export const isBucketName = (name: string) =>
  /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/^\d+(\.\d+){3}$/.test(name);

export function bucketStore(database: DatabaseSync) {
  const upsert = database.prepare(
    'INSERT INTO buckets VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET cors = excluded.cors',
  );
  const select = database.prepare('SELECT * FROM buckets WHERE name = ?');
  const list = database.prepare(
    'SELECT * FROM buckets WHERE name > ? AND substr(name, 1, ?) = ? ORDER BY name LIMIT ?',
  );
  const setCors = database.prepare('UPDATE buckets SET cors = ? WHERE name = ?');
  const remove = database.prepare('DELETE FROM buckets WHERE name = ?');
  /** Every request asks for its bucket, a copy twice; they are few, and change hardly ever. */
  const read = new Map<string, Bucket>();
  const get = (name: string): Bucket | undefined => {
    const known = read.get(name);
    if (known) return known;
    const row = select.get(name) as Row | undefined;
    if (!row) return undefined;
    const bucket = toBucket(row);
    read.set(name, bucket);
    return bucket;
  };
  return {
    get,
    /** Makes the bucket, or gives it other rules. Throws when no bucket may have that name. */
    ensure(name: string, cors: CorsRule[], created: number) {
      if (!isBucketName(name))
        throw new Error(`Bucket name ${name}: use 3 to 63 lower-case letters, digits, dots and hyphens.`);
      upsert.run(name, created, JSON.stringify(cors));
      read.delete(name);
    },
    /** Throws NoSuchBucket. */
    setCors(name: string, cors: CorsRule[]) {
      read.delete(name);
      if (setCors.run(JSON.stringify(cors), name).changes === 0) throw noSuchBucket(name);
    },
    /** At most `limit` buckets whose name begins so, behind `after`. */
    list: (prefix: string, after: string, limit: number) =>
      (list.all(after, prefix.length, prefix, limit) as unknown as Row[]).map(toBucket),
    /** The caller has made sure that nothing is in it. */
    delete(name: string) {
      read.delete(name);
      remove.run(name);
    },
  };
}
