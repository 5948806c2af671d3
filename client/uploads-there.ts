/** Uploads that were interrupted: what is there already and need not be sent again. */
import type { Ticket } from '../lambdas/map/schemas.ts';
import type { UploadList } from '../lambdas/map/upload-schemas.ts';
import type { Client } from './client.ts';
import { type RetryOptions, retry } from './retry.ts';
import type { Announced } from './upload-shots.ts';

/** The id of a screenshot that has exactly this content; undefined when there is none (left). */
export type TakeThere = (announced: Announced) => Ticket['screenshot_id'] | undefined;

/** Asks once. Two shots of the same content take two screenshots: a job wants one for each. */
export async function uploadsThere(
  map: string,
  options: RetryOptions & { api: Pick<Client, 'listUploads'> },
): Promise<TakeThere> {
  const idsOf = new Map<string, string[]>();
  let next: string | null = null;
  do {
    const page: UploadList = await retry(options, () => options.api.listUploads(map, { next }));
    for (const upload of page.uploads) {
      const ids = idsOf.get(contentOf(upload));
      if (ids) ids.push(upload.screenshot_id);
      else idsOf.set(contentOf(upload), [upload.screenshot_id]);
    }
    next = page.next;
  } while (next);
  return (announced) => idsOf.get(contentOf(announced))?.pop();
}

const contentOf = ({ sha256, type, bytes }: Announced) => `${sha256} ${type} ${bytes}`;
