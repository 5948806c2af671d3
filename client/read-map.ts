/**
 * Reads a map and its builds for pages that every visitor loads: without the schemas, which weigh half as much as the viewer.
 * The full client (client.ts) checks answers; this one believes the platform that served it, as the viewer
 * believes tiles.
 */
import type { MapDetail } from '../lambdas/map/schemas.ts';

/** @param token of who looks; without one what is public. @throws Error with `status` and, where the answer told one, `requestId` */
export async function readMap(map: string, token?: string): Promise<MapDetail> {
  const answer = await fetch(`/api/maps/${encodeURIComponent(map)}`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  if (answer.ok) return answer.json();
  const { error } = await answer.json().catch(() => ({}));
  const message = error?.message ?? `The server answered ${answer.status}. Try again in a moment.`;
  throw Object.assign(new Error(message), { status: answer.status, requestId: error?.request_id });
}
