import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { transaction } from '../../sqlite.ts';
import type { Algorithm, Checksum } from '../checksums/algorithms.ts';
import type { DataFiles } from './data-files.ts';
import type { Description } from './objects.ts';

export type Upload = Description & {
  id: string;
  bucket: string;
  key: string;
  /** Epoch ms. */
  created: number;
  checksum?: { algorithm: Algorithm; type: Checksum['type'] };
  /** The answer of CompleteMultipartUpload, kept so that a repeated call gets it again. */
  result?: { etag: string; checksum?: Checksum };
};

export type Part = {
  number: number;
  size: number;
  /** Without quotes. */
  etag: string;
  modified: number;
  file: string;
  checksum?: Checksum;
};

type UploadRow = { id: string; bucket: string; key: string; created: number; detail: string; result: string | null };
type PartRow = Omit<Part, 'checksum'> & { upload: string; checksum: string | null };

const toUpload = ({ detail, result, ...row }: UploadRow): Upload => ({
  ...row,
  ...JSON.parse(detail),
  result: result === null ? undefined : JSON.parse(result),
});
const toPart = ({ upload: _, checksum, ...row }: PartRow): Part => ({
  ...row,
  checksum: checksum === null ? undefined : JSON.parse(checksum),
});

export type UploadStore = ReturnType<typeof uploadStore>;

export function uploadStore(database: DatabaseSync, files: DataFiles) {
  const insert = database.prepare('INSERT INTO uploads VALUES (?, ?, ?, ?, ?, NULL)');
  const select = database.prepare('SELECT * FROM uploads WHERE id = ? AND bucket = ? AND key = ?');
  const selectOpen = database.prepare(
    'SELECT * FROM uploads WHERE bucket = ? AND result IS NULL AND key >= ? AND (key, id) > (?, ?) ORDER BY key, id LIMIT ?',
  );
  const finish = database.prepare('UPDATE uploads SET result = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM uploads WHERE id = ?');
  const selectParts = database.prepare('SELECT * FROM parts WHERE upload = ? ORDER BY number');
  const selectPart = database.prepare('SELECT * FROM parts WHERE upload = ? AND number = ?');
  const upsertPart = database.prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)');
  const selectOfBucket = database.prepare('SELECT id FROM uploads WHERE bucket = ?');
  const removeParts = database.prepare('DELETE FROM parts WHERE upload = ?');
  const partsOf = (id: string) => (selectParts.all(id) as unknown as PartRow[]).map(toPart);
  const abort = (id: string) => {
    const parts = partsOf(id);
    transaction(database, () => {
      remove.run(id);
      removeParts.run(id);
    });
    files.remove(parts);
  };

  return {
    create(upload: Omit<Upload, 'id'>): Upload {
      const id = randomUUID();
      const { bucket, key, created, ...detail } = upload;
      insert.run(id, bucket, key, created, JSON.stringify(detail));
      return { ...upload, id };
    },
    get(id: string, bucket: string, key: string): Upload | undefined {
      const row = select.get(id, bucket, key) as UploadRow | undefined;
      return row && toUpload(row);
    },
    /** Unfinished uploads: keys from `from` on and behind the pair (`key`, `id`). */
    list: (bucket: string, from: string, after: { key: string; id: string }, limit: number) =>
      (selectOpen.all(bucket, from, after.key, after.id, limit) as unknown as UploadRow[]).map(toUpload),
    parts: partsOf,
    putPart(id: string, part: Part) {
      const present = selectPart.get(id, part.number) as PartRow | undefined;
      const checksum = part.checksum ? JSON.stringify(part.checksum) : null;
      upsertPart.run(id, part.number, part.size, part.etag, part.modified, part.file, checksum);
      if (present) files.remove([present]);
    },
    /** To be called within the transaction that makes the object visible; the caller removes the unused parts' files. */
    complete(id: string, result: NonNullable<Upload['result']>) {
      finish.run(JSON.stringify(result), id);
      removeParts.run(id);
    },
    abort,
    /** Everything begun in a bucket, finished or not: for the bucket's own end. */
    abortAll(bucket: string) {
      for (const { id } of selectOfBucket.all(bucket) as { id: string }[]) abort(id);
    },
  };
}
