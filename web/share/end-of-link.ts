import { failedBy } from '../data/failed.ts';

/** Codes of links that open nothing, as the pages say them; undefined for other errors: the same call may work later. */
export function endOfLink(error: unknown): string | undefined {
  const { status, code } = failedBy(error);
  if (status === 404) return 'not_found';
  return status === 410 ? (code ?? 'link_revoked') : undefined;
}
