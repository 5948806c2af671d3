/**
 * `npm run bench -- corpus`: files that are no photos, that are cut off, and good ones with bytes changed go through the whole platform,
 * and OpenCV looks at what was shown of each. Then what the good ones cost, beside libvips' own program and OpenCV.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { variantKey } from '../../lambdas/album/variants.ts';
import { startTwin } from '../../local/wiring/twin.ts';
import { synth } from '../../scripts/synth.ts';
import { ada } from '../../test/support/caller.ts';
import { type CorpusFile, cutOff, goodPhotos, mutated, noPhotos, SAME } from '../../test/support/corpus.ts';
import { operator } from '../../test/support/operator.ts';
import { removeFolder, temporaryFolder } from '../../test/support/platform.ts';
import { MEDIA_BUCKET } from '../../test/support/signed-pictures.ts';
import { openAftermath } from '../album/aftermath.ts';
import { timingOf } from '../album/tally.ts';
import type { Benchmark, Result } from '../bench.ts';
import { NO_PEER, PYTHON, peerIsInstalled } from '../placing/peers.ts';
import { measure } from '../process.ts';
import { type Decided, decideAll } from './decide.ts';
import { measureMakers, msOf } from './decoders.ts';

const MUTATIONS = 500;
/** A goal of the product: whoever uploads waits for no decision longer. */
const GOAL_MS = 200;
const NAMED = /damaged or cut off|more than 100 million px|it is |no picture/;

export const benchCorpus: Benchmark = async ({ runs, seed, progress }) => {
  const folder = await temporaryFolder();
  const data = join(folder, 'data');
  // Before the twin, which this process would keep from answering meanwhile.
  const isJudged = peerIsInstalled();
  const worked: number[] = [];
  const crashes: string[] = [];
  const twin = await startTwin({
    dataDirectory: data,
    port: 0,
    assembly: () => synth(),
    onLine: (name, line) => {
      const [, ms] = /^REPORT .*\tDuration: ([\d.]+) ms/.exec(line) ?? [];
      if (ms && /MakeVariants/.test(name)) worked.push(Number(ms));
    },
    report: (line) => void (/Runtime\.|Sandbox\.|exited|failed at/.test(line) && crashes.push(line)),
  });
  try {
    const api = await ada(twin.url);
    const { id: album } = await api.createAlbum({ name: 'Corpus' });
    const after = await openAftermath(twin.url, data);
    // Functions that nobody has called yet are no part of a decision.
    await decideAll(api, album, (await goodPhotos()).slice(0, 2));
    worked.length = 0;
    const groups: [string, CorpusFile[]][] = [
      ['no photos', await noPhotos()],
      ['cut off', await cutOff()],
      ['good', await goodPhotos()],
      ['mutations', await mutated(seed, MUTATIONS)],
    ];
    const rows: Result['rows'] = [];
    const all: Decided[] = [];
    for (const [name, files] of groups) {
      const decided = await decideAll(api, album, files);
      all.push(...decided);
      const differences = isJudged ? await differ(decided, album, twin.url, data, folder) : [];
      const wrong = differences.filter(({ difference }) => difference === undefined || difference > SAME);
      for (const { file, difference } of wrong) progress(`${file.name} is shown, and differs by ${difference}`);
      const of = (what: Decided['what']) => decided.filter((one) => one.what === what);
      const unnamed = decided.filter((one) => one.what !== 'ready' && !NAMED.test(one.message ?? ''));
      for (const { file, ...one } of unnamed) progress(`${file.name}: ${JSON.stringify(one)}`);
      rows.push({
        ...{ name, files: files.length, refused: of('refused').length, failed: of('failed').length },
        ...{ shown: of('ready').length, 'shown wrongly': isJudged ? wrong.length : 'not judged' },
        'most that one differs': Math.max(0, ...differences.map(({ difference }) => difference ?? 0)),
        'not named': unnamed.length,
      });
    }
    const { dead } = await after.queues();
    after.close();
    const confirmed = timingOf(all.map(({ ms }) => ms));
    const made = timingOf(worked);
    const { makers, skipped } = await measureMakers(runs, join(folder, 'good'));
    const [ours, ...peers] = makers;
    return {
      rows: [
        ...rows,
        { name: 'workers', 'ended or timed out': crashes.length, 'dead letters': dead },
        { name: 'confirming, ms', files: all.length, p50: confirmed.p50, p95: confirmed.p95, most: confirmed.most },
        { name: 'the worker, ms', files: worked.length, p50: made.p50, p95: made.p95, most: made.most },
        ...makers.map((maker) => ({ name: `${maker.name}: CPU ms a photo of 12 MP`, p50: msOf(maker) })),
      ],
      ratios: [
        { name: `p95 of confirming / ${GOAL_MS} ms`, value: confirmed.p95 / GOAL_MS },
        {
          name: `p95 of confirming and of the worker, together / ${GOAL_MS} ms`,
          value: (confirmed.p95 + made.p95) / GOAL_MS,
        },
        ...peers.map((peer) => ({ name: `CPU time, ${peer.name} : ours`, value: msOf(peer) / msOf(ours!) })),
      ],
      skipped: [...new Set([...skipped, ...(isJudged ? [] : [NO_PEER])])],
    };
  } finally {
    await twin.close();
    await removeFolder(folder);
  }
};

type Judged = { file: CorpusFile; difference: number | undefined };

/** What is shown, beside what OpenCV sees in the file itself; undefined: it cannot decode one of them. */
async function differ(decided: Decided[], album: string, url: string, data: string, folder: string): Promise<Judged[]> {
  const s3 = new S3Client({ ...(await operator(url, data)), forcePathStyle: true });
  const shown = decided.filter((one) => one.what === 'ready');
  const pairs: [string, string][] = [];
  for (const [index, { file, photo }] of shown.entries()) {
    const [original, made] = [join(folder, `${index}.original`), join(folder, `${index}.webp`)];
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: MEDIA_BUCKET, Key: variantKey(album, photo, 'screen') }),
    );
    await writeFile(original, file.bytes);
    await writeFile(made, await Body!.transformToByteArray());
    pairs.push([original, made]);
  }
  s3.destroy();
  const list = join(folder, 'pairs.json');
  await writeFile(list, JSON.stringify(pairs));
  const { output } = await measure([PYTHON, join(import.meta.dirname, 'peers', 'compare.py'), list]);
  const answers = JSON.parse(output) as [decodes: boolean, difference: number | null][];
  return answers.map(([, difference], index) => ({ file: shown[index]!.file, difference: difference ?? undefined }));
}
