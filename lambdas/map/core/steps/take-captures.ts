/** Captures that the base has looked at already are taken over: the same file is as good as it was. */
import { capturedKey, planKey, screenshotsPrefix } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Area, Captured, GameArea, PlanRequest } from '../../workflow.ts';
import { findIntact } from '../files.ts';
import type { Size } from '../tiling/pyramid.ts';
import { checksumsOf } from './checksums.ts';

/** SHA-256 of a file -> what was seen in it. */
export type SoundFiles = ReadonlyMap<string, Size & { cells?: string | undefined }>;

/** What the base captured; nothing without one, and where its files are gone or damaged. */
export async function soundFilesOf({ base }: Pick<PlanRequest, 'base'>, work: ObjectStore): Promise<SoundFiles> {
  if (base === undefined) return new Map();
  const [captured, request] = await Promise.all([
    findIntact<Captured>(work, capturedKey(base)),
    findIntact<PlanRequest>(work, planKey(base, 'request.json')),
  ]);
  if (!captured || !request) return new Map();
  const sums = checksumsOf(request);
  return new Map(
    Object.values(captured).flatMap(({ shot, width, height, cells }) => {
      const sum = sums.get(shot);
      return sum ? [[sum, { width, height, cells }] as const] : [];
    }),
  );
}

/** The size of most of the shots, where most are known. */
export function sizeOfMost(shots: Pick<PlanRequest['shots'][number], 'sha256'>[], known: SoundFiles): Size | undefined {
  const sizes = Map.groupBy(
    shots.flatMap(({ sha256 }) => known.get(sha256) ?? []),
    ({ width, height }) => `${width}x${height}`,
  );
  return [...sizes.values()].find((alike) => 2 * alike.length > shots.length)?.[0];
}

/**
 * Adds the areas whose files are sound and there to what is captured. Not those of which a small copy has to be made. One list of
 * what the map has instead of a look at each of 10,000 objects.
 * @returns how many were added
 */
export async function takeCaptures(
  { map_id, areas }: { map_id: string; areas: (Area | GameArea)[] },
  captured: Captured,
  known: SoundFiles,
  work: ObjectStore,
): Promise<number> {
  const wanted = areas.filter(({ id, shot, size, preview }) => {
    const sound = known.get(shot.sha256 ?? '');
    const fits = sound?.width === size.width && sound.height === size.height;
    return fits && !preview && captured[id]?.shot !== shot.id;
  });
  if (wanted.length === 0) return 0;
  const there = new Map<string, number>();
  for await (const { key, bytes } of work.list(screenshotsPrefix(map_id))) there.set(key, bytes);
  const found = wanted.filter(({ shot }) => there.get(shot.key) === shot.bytes);
  for (const { id, shot, size } of found) {
    const { cells } = known.get(shot.sha256!)!;
    captured[id] = { shot: shot.id, ...size, ...(cells && { cells }) };
  }
  return found.length;
}
