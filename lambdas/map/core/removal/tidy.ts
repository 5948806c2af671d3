import { DELETION_PATIENCE_SECONDS } from '../../../../lib/limits.ts';
import { epochSeconds } from '../../../kernel/clock.ts';
import type { Deletions } from '../../ports/deletions.ts';
import type { Maps } from '../../ports/maps.ts';
import type { TidyInput, TidyStep } from '../../workflow.ts';
import { type TidyTools, tidyMap } from './tidy-map.ts';

export type TidyAllTools = TidyTools & { maps: Maps; deletions: Deletions };

/** Maps of one round. A round that is repeated finds most of its work done. */
const MAPS = 10;

/**
 * One round of the daily tidying: some maps, oldest change last, and where to go on. The first round also starts deletions
 * again that died.
 */
export async function tidy({ next }: TidyInput, tools: TidyAllTools): Promise<TidyStep> {
  if (!next) await restartDeletions(tools);
  const page = await tools.maps.ofEverybody(MAPS, next ?? undefined);
  const total = { builds: 0, objects: 0, uploads: 0 };
  for (const map of page.items) {
    const tidied = await tidyMap(map, tools);
    total.builds += tidied.builds;
    total.objects += tidied.objects;
    total.uploads += tidied.uploads;
  }
  return { ...total, maps: page.items.length, next: page.after ?? null };
}

async function restartDeletions({ maps, deletions, clock }: TidyAllTools): Promise<void> {
  const now = epochSeconds(clock());
  for (const { map, owner, deleting_since } of await maps.deleting()) {
    const since = epochSeconds(new Date(deleting_since));
    // A day's number sets it apart from the one that died; several a day would only be in each other's way.
    if (now - since >= DELETION_PATIENCE_SECONDS) {
      await deletions.start({ map_id: map, owner, again: Math.floor(now / 86_400) });
    }
  }
}
