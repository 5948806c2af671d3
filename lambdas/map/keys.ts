/**
 * Where everything of a map lies: S3 keys and DynamoDB keys, in one place. What only the state machine writes is named in its
 * definition: `builds/{build}/results/` and the rows `BATCH#` of a job. Tiles: `tile-paths.ts`.
 */
export const screenshotsPrefix = (map: string) => `screenshots/${map}/`;
export const screenshotKey = (map: string, screenshot: string) => `${screenshotsPrefix(map)}${screenshot}`;

export const savesPrefix = (map: string) => `saves/${map}/`;
export const saveKey = (map: string, save: string) => `${savesPrefix(map)}${save}`;

/** Everything of a build but its tiles. */
export const buildPrefix = (build: string) => `builds/${build}/`;
export const planKey = (
  build: string,
  file: 'request.json' | 'areas.jsonl' | 'shots.jsonl' | 'blocks.jsonl' | 'cleanup.jsonl',
) => `builds/${build}/plan/${file}`;
/** What is left of a stage's list for an attempt of the job: the manifest that its Map reads. */
export const todoKey = (build: string, attempt: number, file: 'areas.jsonl' | 'shots.jsonl' | 'blocks.jsonl') =>
  `builds/${build}/plan/${attempt}/${file}`;
/** A request with repaired screenshots, until Plan makes it the build's. */
export const repairedRequestKey = (build: string, id: string) => `builds/${build}/plan/requests/${id}.json`;
/** What attempts so far have captured and located: `Captured` and `Located` of workflow.ts. */
export const capturedKey = (build: string) => `builds/${build}/captured.json`;
export const locatedKey = (build: string) => `builds/${build}/located.json`;
/** `StoredCalibration` of workflow.ts. */
export const calibrationKey = (build: string) => `builds/${build}/calibration.json`;
export const positionsKey = (build: string) => `builds/${build}/positions.json`;
/** `BuildPair`s, some shots a file. */
export const pairsKey = (build: string, band: number) => `builds/${build}/pairs/${band}.json`;
/** A small copy of a screenshot that goes with `keep_shots: false`. */
export const previewKey = (build: string, screenshot: string) => `builds/${build}/previews/${screenshot}.webp`;
export const blockReportKey = (build: string, block: string) => `builds/${build}/tiles/${block}.json`;
export const blockTopKey = (build: string, block: string) => `builds/${build}/tops/${block}.png`;
export const topReportKey = (build: string) => `builds/${build}/tiles/top.json`;
/** What the invocations of a build's steps used: `StepUsage` of step-usage.ts. Written there alone. */
export const usagePrefix = (build: string) => `builds/${build}/usage/`;
export const usageKey = (build: string, attempt: number, step: string, invocation: string) =>
  `${usagePrefix(build)}${attempt}/${step}.${invocation}.json`;
/** What Verify found, for Publish: `Coverage` of workflow.ts. */
export const coverageKey = (build: string) => `builds/${build}/coverage.json`;

/** Rows of the map table. */
export const mapRow = (map: string) => ({ pk: `MAP#${map}`, sk: 'MAP' });
export const nameRow = (owner: string, name: string) => ({ pk: `OWNER#${owner}`, sk: `NAME#${name}` });
export const buildRow = (map: string, build: string) => ({ pk: `MAP#${map}`, sk: `BUILD#${build}` });
/** Held by the job that last built from exactly these inputs, so that one request sent twice makes one build. */
export const inputsRow = (map: string, inputsHash: string) => ({ pk: `MAP#${map}`, sk: `INPUTS#${inputsHash}` });
/** A claim whose place another one took, until what was stored for it is removed: beside the lock, so that both are found. */
export const leftClaimRow = (map: string, inputsHash: string, build: string) =>
  inputsRow(map, `${inputsHash}#${build}`);
export const jobRow = (job: string) => ({ pk: `JOB#${job}`, sk: 'JOB' });
/** Each attempt of a job has failures of its own. */
export const failurePrefix = (attempt: number) => `FAIL#${attempt}#`;
export const failureRow = (job: string, attempt: number, stage: string, item: string) => ({
  pk: `JOB#${job}`,
  sk: `${failurePrefix(attempt)}${stage}#${item}`,
});
export const shotRow = (build: string, shot: string) => ({ pk: `BUILD#${build}`, sk: `SHOT#${shot}` });

/** Global secondary indexes of the map table: single attributes each. */
export const INDEX = {
  mapsByOwner: { name: 'maps-by-owner', pk: 'map_owner', sk: 'updated_at' },
  jobsByOwner: { name: 'jobs-by-owner', pk: 'job_owner', sk: 'created_at' },
  mapsByVisibility: { name: 'maps-by-visibility', pk: 'visibility', sk: 'updated_at' },
} as const;
