/** Everything that a stopped platform holds, in a form in which two runs of the same job can be compared. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createDynamodb } from '../../../local/dynamodb/server.ts';
import { openStore } from '../../../local/s3/store/open.ts';
import { isUsage, stepOf, withoutMeasured } from './measured.ts';

/** Lines, sorted: an object or a row each, ids and times replaced by words. `usage`: invocations of steps that told what they used. */
export type LeftBehind = { objects: string[]; usage: string[]; rows: string[]; executions: string[]; tiles: number };

/** What differs between two runs of the same job on the same uploads, and may. */
function neutral(text: string, { job, build }: { job: string; build: string }): string {
  return text
    .replaceAll(job, 'JOB')
    .replaceAll(build, 'BUILD')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
    .replaceAll(/(?<!shot_)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replaceAll(/"expires_at":\{"N":"\d+"\}/g, '"expires_at":LATER')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'ORIGIN');
}

/** @param ids of the job that ran */
export async function leftBehind(directory: string, ids: { job: string; build: string }): Promise<LeftBehind> {
  const { objects, usage } = await objectsOf(join(directory, 's3'), ids);
  return {
    objects,
    usage,
    rows: await rowsOf(join(directory, 'dynamodb'), ids),
    executions: executionsOf(join(directory, 'stepfunctions'), ids),
    tiles: objects.filter((line) => /\/BUILD\/\d+\/\d+\/\d+\.webp /.test(line)).length,
  };
}

async function objectsOf(
  directory: string,
  ids: { job: string; build: string },
): Promise<Pick<LeftBehind, 'objects' | 'usage'>> {
  const filesBefore = await countFiles(join(directory, 'data'));
  const store = await openStore(directory, new Date());
  const lines: string[] = [];
  const usage: string[] = [];
  try {
    for (const bucket of store.buckets.list('', '', 1000)) {
      const sizeOf = (key: string) => store.objects.get(bucket.name, key)?.size;
      for (const { key } of store.objects.list(bucket.name, '', '', 1_000_000)) {
        const { pieces, size, headers } = store.objects.get(bucket.name, key)!;
        const parts: Buffer[] = [];
        await store.files.read(pieces, 0, size, (part) => void parts.push(Buffer.from(part)));
        const bytes = Buffer.concat(parts);
        if (isUsage(key, ids.build)) {
          usage.push(stepOf(bytes.toString()));
          continue;
        }
        const content = /json|text|javascript/.test(headers['content-type'] ?? '') || /\.jsonl?$/.test(key);
        const whole = content ? Buffer.from(neutral(withoutMeasured(key, bytes.toString(), sizeOf), ids)) : bytes;
        const hash = createHash('sha256').update(whole).digest('hex').slice(0, 16);
        lines.push(`${bucket.name}/${neutral(key, ids)} ${content ? '' : size} ${hash}`);
      }
    }
  } finally {
    store.close();
  }
  // Bytes that no row names would be lost space: the store opens files of objects only.
  lines.push(`${filesBefore - lines.length - usage.length} files without an object`);
  return { objects: lines.sort(), usage: usage.sort() };
}

async function countFiles(folder: string): Promise<number> {
  return (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;
}

async function rowsOf(directory: string, ids: { job: string; build: string }): Promise<string[]> {
  const room = await createDynamodb({ directory, credentials: () => undefined });
  try {
    const lines: string[] = [];
    const { TableNames } = await room.call('ListTables', {});
    for (const TableName of TableNames as string[]) {
      let ExclusiveStartKey: unknown;
      do {
        const page = await room.call('Scan', { TableName, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) });
        for (const item of page.Items) {
          const sorted = Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)));
          lines.push(neutral(`${TableName} ${JSON.stringify(sorted)}`, ids));
        }
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
    }
    return lines.sort();
  } finally {
    await room.close();
  }
}

/** Executions, Map runs and their children by their ends; and places of executions that have ended, of which none should be left. */
function executionsOf(directory: string, ids: { job: string; build: string }): string[] {
  const journal = new DatabaseSync(join(directory, 'executions.sqlite'), { readOnly: true });
  try {
    const all = (sql: string) =>
      journal
        .prepare(sql)
        .all()
        .map((row) => neutral(JSON.stringify(row), ids));
    return [
      ...all('SELECT name, status, error FROM executions ORDER BY name'),
      ...all('SELECT state, status, items_read FROM map_runs ORDER BY state'),
      ...all('SELECT status, count(*) AS children FROM map_children GROUP BY status ORDER BY status'),
      ...all('SELECT count(*) AS places FROM frames'),
    ];
  } finally {
    journal.close();
  }
}
