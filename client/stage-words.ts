/** What the stages of a job are called for people, on the pages and in the terminal; documents keep the API's names. */
import type { Job, JobStage, StageName } from '../lambdas/map/schemas.ts';

const STAGE_WORDS: Record<JobStage, string> = {
  capturing: 'Checking shots',
  locating: 'Locating shots',
  tiling: 'Cutting tiles',
  verifying: 'Verifying',
  publishing: 'Publishing',
  cleaning: 'Cleaning up',
};

/** Stages that work item by item, under the names that their counts have. */
const COUNTED_WORDS: Record<StageName, string> = {
  capture: STAGE_WORDS.capturing,
  coords: STAGE_WORDS.locating,
  tile: STAGE_WORDS.tiling,
  cleanup: STAGE_WORDS.cleaning,
};

/** Where a game takes the shots, nobody's are checked. */
const TAKING = 'Taking shots';
export const stageWords = (stage: JobStage, { game }: Pick<Job, 'game'>): string =>
  game && stage === 'capturing' ? TAKING : STAGE_WORDS[stage];
export const countedWords = (stage: StageName, { game }: Pick<Job, 'game'>): string =>
  game && stage === 'capture' ? TAKING : COUNTED_WORDS[stage];
