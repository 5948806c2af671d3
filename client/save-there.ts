/** A save that is in the bucket already, of an upload before or of a build: it is not sent again. */
import type { UploadedSave, UploadList } from '../lambdas/map/upload-schemas.ts';
import { allPages } from './all-pages.ts';
import type { Page } from './api-caller.ts';
import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { type RetryOptions, retry } from './retry.ts';

/** Its id, found by its content; undefined when there is none. */
export async function saveThere(
  map: string,
  { sha256, bytes }: Pick<UploadedSave, 'sha256' | 'bytes'>,
  options: RetryOptions & { api: Pick<Client, 'listUploads'> },
): Promise<UploadedSave['save'] | undefined> {
  const ask = (at: Page) => retry(options, () => options.api.listUploads(map, { ...at, kept: true, of: 'saves' }));
  for await (const { saves = [] } of allPages<UploadList>(ask)) {
    const found = saves.find((save) => save.sha256 === sha256 && save.bytes === bytes);
    if (found) return found.save;
  }
  return undefined;
}

/** It went meanwhile, with the build that kept it. */
export const isSaveGone = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'invalid_fields' && error.details[0]?.field === 'capture.save';
