import { conflict } from '../../../kernel/errors.ts';
import type { Maps } from '../../ports/maps.ts';
import { type BuildTools, type Removed, removeBuild } from './remove-build.ts';

export type RemovalTools = BuildTools & { maps: Maps };

/**
 * Removes what a build left that never was published: its tiles, its files, its shots' rows, and the screenshots that no
 * other build of the map uses. Safe to repeat.
 *
 * @param options.last false: workers may still write. The request stays for the pass that comes after them.
 * @throws TesseraError `published` (409) for a build that is or was published: nothing is touched then
 */
export async function removeUnpublished(
  { map_id, build }: { map_id: string; build: string },
  tools: RemovalTools,
  options: { last?: boolean } = {},
): Promise<Removed> {
  await refusePublished(map_id, build, tools);
  return removeBuild({ map_id, build }, tools, options);
}

async function refusePublished(map_id: string, build: string, { maps, builds }: RemovalTools): Promise<void> {
  const [map, record] = await Promise.all([maps.find(map_id), builds.find(map_id, build)]);
  const shown = [map?.published_build, map?.previous_build].includes(build);
  if (shown || record?.status === 'completed')
    throw conflict('published', `Build ${build} of the map ${map_id} is or was published; it is not removed.`);
}
