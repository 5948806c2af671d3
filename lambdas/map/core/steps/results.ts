import { sumOfUsage } from '../../../kernel/usage.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { WorkersUsage } from '../../step-usage.ts';
import type { BatchResult, Outcome } from '../../workflow.ts';
import { readJson, readLines } from '../files.ts';

/** `manifest.json` of a ResultWriter, what we need of it. */
type Manifest = { ResultFiles: { SUCCEEDED: { Key: string }[] } };

export type StageResults<Done> = { outcomes: Map<string, Outcome<Done>>; workers: WorkersUsage };

/** Of a stage that had nothing to do, and so no Map. */
export const noResults = <Done>(): StageResults<Done> => ({ outcomes: new Map(), workers: usageOf([]) });

/**
 * Outcomes of a Distributed Map by item, and what its workers used, from the files of its ResultWriter (JSONL, COMPACT: a line is
 * what a child workflow answered). An item whose child workflow failed has none.
 */
export async function readResults<Done>(work: ObjectStore, manifestKey: string): Promise<StageResults<Done>> {
  const { ResultFiles } = await readJson<Manifest>(work, manifestKey);
  const outcomes = new Map<string, Outcome<Done>>();
  const batches: WorkersUsage[] = [];
  for (const { Key } of ResultFiles.SUCCEEDED) {
    const results = await readLines<BatchResult<Done>>(work, Key);
    for (const outcome of results.flatMap((result) => result.outcomes)) outcomes.set(outcome.item, outcome);
    batches.push(usageOf(results));
  }
  return { outcomes, workers: sumOfWorkers(batches) };
}

const usageOf = (results: BatchResult[]): WorkersUsage => {
  const usages = results.flatMap(({ usage }) => usage ?? []);
  const retries = results.reduce((sum, result) => sum + (result.retries ?? 0), 0);
  return {
    batches: results.length,
    answered: usages.length,
    silent: results.length - usages.length + retries,
    usage: sumOfUsage(usages),
  };
};

const sumOfWorkers = (all: WorkersUsage[]): WorkersUsage => ({
  batches: all.reduce((sum, { batches }) => sum + batches, 0),
  answered: all.reduce((sum, { answered }) => sum + answered, 0),
  silent: all.reduce((sum, { silent }) => sum + silent, 0),
  usage: sumOfUsage(all.map(({ usage }) => usage)),
});
