import { DELETION_PATIENCE_SECONDS } from '../../../../lib/limits.ts';
import { epochSeconds } from '../../../kernel/clock.ts';
import type { Deletions } from '../../ports/deletions.ts';
import type { DeletingMap, Maps } from '../../ports/maps.ts';
import type { TidyInput, TidyStep } from '../../removal-workflow.ts';
import { type TidyTools, tidyMap } from './tidy-map.ts';

export type TidyAllTools = TidyTools & { maps: Maps; deletions: Deletions };

/** Maps of one round. A round that is repeated finds most of its work done. */
const MAPS = 10;

/**
 * One round of the daily tidying: some maps, oldest change last, and where to go on. The first round also starts deletions
 * again that died. A map that cannot be tidied does not stop those behind it: it is counted, and told of to `failed`.
 */
export async function tidy(
  { next, failures = 0 }: TidyInput,
  tools: TidyAllTools,
  failed: (map: string, error: unknown) => void,
): Promise<TidyStep> {
  const total = { builds: 0, objects: 0, uploads: 0, failures };
  const attempt = async (map: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      total.failures++;
      failed(map, error);
    }
  };
  if (!next) {
    for (const deletion of await tools.maps.deleting())
      await attempt(deletion.map, () => restartDeletion(deletion, tools));
  }
  const page = await tools.maps.ofEverybody(MAPS, next ?? undefined);
  for (const map of page.items) await attempt(map.map, () => tidyMap(map, total, tools));
  return { ...total, maps: page.items.length, next: page.after ?? null };
}

async function restartDeletion(
  { map, owner, deleting_since }: DeletingMap,
  { deletions, clock }: TidyAllTools,
): Promise<void> {
  const now = epochSeconds(clock());
  const since = epochSeconds(new Date(deleting_since));
  // A day's number sets it apart from the one that died; several a day would only be in each other's way.
  if (now - since >= DELETION_PATIENCE_SECONDS) {
    await deletions.start({ map_id: map, owner, again: Math.floor(now / 86_400) });
  }
}
