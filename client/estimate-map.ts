/** What a map of placed shots would cost: on top of the build that a map of that name shows, only what changed. */
import type * as z from 'zod';
import type { EstimateAnswer, EstimateRequest } from '../lambdas/map/cost-schemas.ts';
import type { MapList } from '../lambdas/map/schemas.ts';
import type { UploadList } from '../lambdas/map/upload-schemas.ts';
import { allPages } from './all-pages.ts';
import type { Client } from './client.ts';

type Plan = z.input<typeof EstimateRequest>;
type Shot = { sha256: string; row: number; col: number };
export type EstimateApi = Pick<Client, 'listMaps' | 'listUploads' | 'estimateJob'>;

type Wanted = { name: string; shots: readonly Shot[]; full?: boolean; onChanged?: (count: number) => void };

/**
 * @param shots with their checksums; `full`: every tile is made anew, whatever the map shows; `onChanged` is told how many
 * of them are new to a map that shows a build
 */
export async function estimateMap(
  api: EstimateApi,
  plan: Plan,
  { name, shots, full = false, onChanged }: Wanted,
): Promise<EstimateAnswer> {
  const changed = full ? undefined : await changedIn(api, name, shots);
  if (changed) onChanged?.(changed.length);
  return api.estimateJob({ ...plan, ...(changed !== undefined && { changed }) });
}

/** Which of the shots no build of the map keeps, row by row; undefined where there is no such map, or it shows nothing yet. */
async function changedIn(api: EstimateApi, name: string, shots: readonly Shot[]): Promise<number[] | undefined> {
  const map = await ownMap(api, name);
  if (!map?.published_build) return undefined;
  const kept = new Map<string, number>();
  for await (const page of allPages<UploadList>((at) => api.listUploads(map.map, { ...at, kept: true }))) {
    // What goes again was uploaded, and no build is made of it.
    for (const { sha256, expires_at } of page.uploads)
      if (expires_at === null) kept.set(sha256, (kept.get(sha256) ?? 0) + 1);
  }
  const changed: number[] = [];
  for (const [place, { sha256 }] of shots.toSorted((a, b) => a.row - b.row || a.col - b.col).entries()) {
    const left = kept.get(sha256) ?? 0;
    if (left === 0) changed.push(place);
    else kept.set(sha256, left - 1);
  }
  return changed;
}

async function ownMap(api: EstimateApi, name: string): Promise<MapList['maps'][number] | undefined> {
  for await (const page of allPages<MapList>((at) => api.listMaps(at))) {
    const found = page.maps.find((map) => map.own && map.name === name);
    if (found) return found;
  }
  return undefined;
}
