import type { ObjectStore } from '../../ports/objects.ts';
import type { BatchResult, Outcome } from '../../workflow.ts';
import { readJson, readLines } from '../files.ts';

/** `manifest.json` of a ResultWriter, what we need of it. */
type Manifest = { ResultFiles: { SUCCEEDED: { Key: string }[] } };

/**
 * Outcomes of a Distributed Map by item, from the files of its ResultWriter (JSONL, COMPACT: a line is what a child
 * workflow answered). An item whose child workflow failed has none.
 */
export async function readOutcomes<Done>(work: ObjectStore, manifestKey: string): Promise<Map<string, Outcome<Done>>> {
  const { ResultFiles } = await readJson<Manifest>(work, manifestKey);
  const outcomes = new Map<string, Outcome<Done>>();
  for (const { Key } of ResultFiles.SUCCEEDED) {
    for (const result of await readLines<BatchResult<Done>>(work, Key)) {
      for (const outcome of result.outcomes) outcomes.set(outcome.item, outcome);
    }
  }
  return outcomes;
}
