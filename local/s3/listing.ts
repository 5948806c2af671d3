import type { ListedObject, ObjectStore } from './store/objects.ts';

export type Page = {
  objects: ListedObject[];
  prefixes: string[];
  /** The last key or common prefix of the page when there is more behind it. */
  next: string | undefined;
};

/** Behind every key that begins with the prefix: no key holds the last code point of Unicode. */
const behind = (prefix: string) => `${prefix}\u{10FFFF}`;

/**
 * One page of a listing: at most `most` keys and common prefixes together, behind `after`. A common prefix that `after`
 * lies in was on an earlier page and is left out.
 */
export function listPage(
  store: Pick<ObjectStore, 'list'>,
  {
    bucket,
    prefix,
    delimiter,
    after,
    most,
  }: Record<'bucket' | 'prefix' | 'delimiter' | 'after', string> & { most: number },
): Page {
  const page: Page = { objects: [], prefixes: [], next: undefined };
  if (most === 0) return page;
  const commonPrefix = (key: string) => {
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return end < 0 ? undefined : key.slice(0, end + delimiter.length);
  };
  const first = after.startsWith(prefix) ? commonPrefix(after) : undefined;
  let position = first === undefined ? after : behind(first);
  let last = '';
  for (;;) {
    const rows = store.list(bucket, prefix, position, most + 1);
    let skipped = false;
    for (const row of rows) {
      if (!row.key.startsWith(prefix)) return page;
      if (page.objects.length + page.prefixes.length === most) return { ...page, next: last };
      const common = commonPrefix(row.key);
      last = common ?? row.key;
      position = common === undefined ? row.key : behind(common);
      if (common === undefined) page.objects.push(row);
      else {
        page.prefixes.push(common);
        skipped = true;
        break;
      }
    }
    if (!skipped && rows.length <= most) return page;
  }
}
