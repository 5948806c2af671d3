import type { DatabaseSync } from 'node:sqlite';

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

export const isBucketName = (name: string) => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);

export type BucketStore = ReturnType<typeof bucketStore>;

export function bucketStore(database: DatabaseSync) {
  const upsert = database.prepare(
    'INSERT INTO buckets VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET cors = excluded.cors',
  );
  const select = database.prepare('SELECT * FROM buckets WHERE name = ?');
  const list = database.prepare('SELECT * FROM buckets ORDER BY name');
  const remove = database.prepare('DELETE FROM buckets WHERE name = ?');
  return {
    /** Makes the bucket, or gives it other rules. Throws when no bucket may have that name. */
    ensure(name: string, cors: CorsRule[], created: number) {
      if (!isBucketName(name))
        throw new Error(`Bucket name ${name}: use 3 to 63 lower-case letters, digits, dots and hyphens.`);
      upsert.run(name, created, JSON.stringify(cors));
    },
    get(name: string): Bucket | undefined {
      const row = select.get(name) as Row | undefined;
      return row && toBucket(row);
    },
    remove: (name: string) => void remove.run(name),
    list: () => (list.all() as unknown as Row[]).map(toBucket),
  };
}
