/** JSON and JSONL objects of the work bucket. */
import { TesseraError } from '../../kernel/errors.ts';
import { type ObjectStore, UNREADABLE_OBJECT } from '../ports/objects.ts';

export const JSON_TYPE = { contentType: 'application/json' };
const LINES_TYPE = { contentType: 'application/jsonl' };

export const writeJson = (store: ObjectStore, key: string, value: unknown) =>
  store.put(key, JSON.stringify(value), JSON_TYPE);

/** One item a line, as the ItemReader of a Distributed Map takes them. */
export const writeLines = (store: ObjectStore, key: string, items: unknown[]) =>
  store.put(key, items.map((item) => `${JSON.stringify(item)}\n`).join(''), LINES_TYPE);

/** @throws TesseraError `damaged_file` naming the key */
export async function findJson<Value>(store: Pick<ObjectStore, 'get'>, key: string): Promise<Value | undefined> {
  const bytes = await store.get(key);
  return bytes && parsed<Value>(Buffer.from(bytes).toString(), key);
}

/** Undefined also where the file is damaged, or cannot be read: for what can do without. */
export async function findIntact<Value>(store: Pick<ObjectStore, 'get'>, key: string): Promise<Value | undefined> {
  return findJson<Value>(store, key).catch(unlessDamaged);
}

/** The same of a file of lines. */
export async function findIntactLines<Item>(store: ObjectStore, key: string): Promise<Item[] | undefined> {
  return readLinesIf<Item>(store, key).catch(unlessDamaged);
}

/** Bytes that something else is made of; undefined also where they are others than `mark` says. */
export const findReadable = (
  store: Pick<ObjectStore, 'get'>,
  ...about: Parameters<ObjectStore['get']>
): Promise<Uint8Array | undefined> => store.get(...about).catch(unlessDamaged);

/** Whether it was copied: not when it is not there any more, cannot be read, or is another one than `mark` says. */
export const copyReadable = async (
  store: Pick<ObjectStore, 'copy'>,
  ...about: Parameters<ObjectStore['copy']>
): Promise<boolean> => (await store.copy(...about).catch(unlessDamaged)) ?? false;

function unlessDamaged(error: unknown): undefined {
  const codes = ['damaged_file', UNREADABLE_OBJECT];
  if (!(error instanceof TesseraError && codes.includes(error.code))) throw error;
}

/** @throws TesseraError `missing_file` naming the key: an earlier step did not write it, or it was deleted. */
export async function readJson<Value>(store: Pick<ObjectStore, 'get'>, key: string): Promise<Value> {
  return (await findJson<Value>(store, key)) ?? missing(key);
}

/** @throws TesseraError `missing_file` naming the key. */
export async function readLines<Item>(store: ObjectStore, key: string): Promise<Item[]> {
  return linesOf((await store.get(key)) ?? missing(key), key);
}

/** None where there is no such file. */
export async function readLinesIf<Item>(store: ObjectStore, key: string): Promise<Item[]> {
  const bytes = await store.get(key);
  return bytes ? linesOf(bytes, key) : [];
}

function linesOf<Item>(bytes: Uint8Array, key: string): Item[] {
  const lines = Buffer.from(bytes).toString().split('\n');
  return lines.filter((line) => line !== '').map((line) => parsed<Item>(line, key));
}

/** What one step takes from another is never written in part: somebody else did it. What can be made again is, once it is gone. */
function parsed<Value>(text: string, key: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    const message = `${key} in the work bucket is damaged: it is no JSON. Delete it and redrive the job; if it is missed then, start a new one.`;
    throw new TesseraError('damaged_file', 500, message);
  }
}

function missing(key: string): never {
  throw new TesseraError('missing_file', 500, `${key} is not in the work bucket; start a new job for this map.`);
}
