/** What is there already and need not be sent again: of an upload that was interrupted, and in builds of the map. */
import type { Ticket } from '../lambdas/map/schemas.ts';
import type { UploadList } from '../lambdas/map/upload-schemas.ts';
import { allPages } from './all-pages.ts';
import type { Page } from './api-caller.ts';
import type { Client } from './client.ts';
import { type RetryOptions, retry } from './retry.ts';
import type { Announced } from './upload-shots.ts';

/** The id of a screenshot that has exactly this content; undefined when there is none (left). */
export type TakeThere = (announced: Announced) => Ticket['screenshot_id'] | undefined;

/**
 * Asks once. Two shots of the same content take two screenshots: a job wants one for each.
 * @param options.kept what builds of the map keep will do as well
 */
export async function uploadsThere(
  map: string,
  options: RetryOptions & { api: Pick<Client, 'listUploads'>; kept?: boolean },
): Promise<TakeThere> {
  const idsOf = new Map<string, string[]>();
  const { kept = false } = options;
  const ask = (at: Page) => retry(options, () => options.api.listUploads(map, { ...at, ...(kept && { kept }) }));
  for await (const page of allPages<UploadList>(ask)) {
    for (const upload of page.uploads) {
      const ids = idsOf.get(contentOf(upload));
      if (ids) ids.push(upload.screenshot_id);
      else idsOf.set(contentOf(upload), [upload.screenshot_id]);
    }
  }
  return (announced) => idsOf.get(contentOf(announced))?.pop();
}

const contentOf = ({ sha256, type, bytes }: Announced) => `${sha256} ${type} ${bytes}`;
