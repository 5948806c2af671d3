/**
 * `npm run bench -- album --people 500 --seconds 60`: people with phones look at albums, by links and as their owners, and add photos.
 * The same with twenty people before, on the same platform: what of an answer's time comes from there being so many.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '../../client/client.ts';
import { removeFolder, startPlatform, temporaryFolder } from '../../test/support/platform.ts';
import { tokensOf } from '../../test/support/tokens.ts';
import { isAnswering } from '../answering.ts';
import type { Benchmark, Options, Result } from '../bench.ts';
import { type Load, watchProcesses } from '../scale/watch-processes.ts';
import { type Aftermath, openAftermath, type Queues } from './aftermath.ts';
import { invite } from './invite.ts';
import { photoLike } from './photo-like.ts';
import { type CrowdReport, KINDS, type Kind, type Timing } from './plan.ts';
import { runCrowd } from './run-crowd.ts';

const FEW = { people: 20, shared: 1, photosEach: 24, seconds: 8, arrivalSeconds: 2 };
/** Twelve come in a second, each of whom opens the album and sees 24 photos of it: more at once are more than two cores can do. */
const MANY = { shared: 5, photosEach: 30, arrivalSeconds: 40 };
/** What a phone's camera takes; what lies in the albums before is what messengers make of it. */
const TAKEN = [
  [4032, 3024],
  [3024, 4032],
] as const;
const KEPT = [1600, 1200] as const;
/** Four seconds a photo, as in a slide show; one in 25 things that those who may add do is to add one, with few of them one in three. */
const THINK_SECONDS = 4;
const ADDING = { few: 0.3, many: 0.04 };

type Run = { report: CrowdReport; drained: number; aftermath: Aftermath; queues: Queues; load: Load };
type Size = typeof FEW;

export const benchAlbum: Benchmark = async ({ people, seconds, seed, progress }) => {
  const folder = await temporaryFolder();
  const photos = TAKEN.map((_, index) => join(folder, `taken-${index}.jpg`));
  for (const [index, [width, height]] of TAKEN.entries())
    await writeFile(photos[index]!, await photoLike(width, height));
  const kept = await photoLike(...KEPT);
  const data = join(folder, 'data');
  const platform = await startPlatform(data, '--empty');
  const { url } = platform;
  const after = await openAftermath(url, data);
  const tokens = await tokensOf(data, await createClient({ baseUrl: url }).config());
  const run = async (name: keyof typeof ADDING, size: Size): Promise<Run> => {
    const { arrivalSeconds, seconds } = size;
    const party = await invite({ url, tokens, name }, { ...size, seed }, kept);
    progress(`${size.people} people: ${party.photos} photos lie in ${party.albums.length} albums`);
    const watch = watchProcesses({ twin: platform.process.pid! });
    const plan = {
      url,
      people: party.people,
      photos,
      arrivalSeconds,
      seconds,
      thinkSeconds: THINK_SECONDS,
      adding: ADDING[name],
    };
    const report = await runCrowd(plan, folder);
    const load = watch.load();
    watch.stop();
    progress(`${report.requests} requests, ${report.confirmed.length} photos added, ${report.failures.length} failed`);
    const drained = await after.untilPrepared(party.albums);
    const aftermath = await after.compare({ ...party, ...report });
    return { report, drained, aftermath, queues: await after.queues(), load };
  };
  try {
    const few = await run('few', FEW);
    const many = await run('many', { ...MANY, people, seconds });
    for (const fault of [...many.report.failures, ...many.aftermath.faults].slice(0, 20)) progress(fault);
    return resultOf(few, many, { people, seconds });
  } finally {
    after.close();
    await platform.stop();
    await removeFolder(folder);
  }
};

function resultOf(few: Run, many: Run, { people, seconds }: Pick<Options, 'people' | 'seconds'>): Result {
  const { report, drained, aftermath, queues, load } = many;
  const kinds = KINDS.filter((kind) => report.timings[kind]);
  const all = kinds.reduce((sum, kind) => sum + report.timings[kind]!.requests, 0);
  const timed = (of: 'coming' | 'timings', name: (kind: Kind) => string) =>
    KINDS.flatMap((kind) => {
      const [timing, alone] = [report[of][kind], few.report[of][kind]?.p95];
      return timing ? [{ name: name(kind), ...inWords(timing), 'p95 of 20, ms': alone ?? '' }] : [];
    });
  return {
    rows: [
      ...timed('coming', (kind) => `${kind}, while they come`),
      ...timed('timings', (kind) => kind),
      { name: 'all', requests: all, failed: report.failures.length, '429': report.limited, 'a second': all / seconds },
      {
        name: 'photos',
        added: report.confirmed.length,
        'prepared after, s': drained,
        lie: aftermath.photos,
        objects: aftermath.objects,
      },
      { name: 'bytes', 'shown, MB': report.megabytes.shown, 'sent, MB': report.megabytes.sent },
      { name: 'CPU s', ...cpuOf(load), crowd: report.cpuSeconds, "crowd's timers late, p99 ms": report.lagP99Ms },
      {
        name: 'afterwards',
        faults: aftermath.faults.length,
        'messages left': queues.waiting,
        'dead letters': queues.dead,
      },
    ],
    ratios: kinds.flatMap((kind) => {
      const alone = few.report.timings[kind]?.p95;
      return alone
        ? [{ name: `${kind}: p95 of ${people} people / of ${FEW.people}`, value: report.timings[kind]!.p95 / alone }]
        : [];
    }),
    skipped: [],
  };
}

const inWords = ({ requests, p50, p95, p99, most }: Timing) => ({
  requests,
  ...{ 'p50, ms': p50, 'p95, ms': p95, 'p99, ms': p99, 'most, ms': most },
});

/** The twin's own process; the functions that answer; those that nobody waits for. */
function cpuOf({ cpuSeconds }: Load) {
  const sums = { twin: 0, 'functions that answer': 0, workers: 0 };
  for (const [name, seconds] of Object.entries(cpuSeconds))
    sums[name === 'twin' ? 'twin' : isAnswering(name) ? 'functions that answer' : 'workers'] += seconds;
  return sums;
}
