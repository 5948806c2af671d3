/**
 * `npm run bench -- viewing`: a guest looks at an album of 500 photos, as its page does. What is asked of the API is counted where it
 * arrives: at the functions. Then how fast the twin's edge hands the pictures out, beside the same files without signatures:
 * served by Node alone, out of memory, and by Python's http.server.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { allPages } from '../../client/all-pages.ts';
import { createClient } from '../../client/client.ts';
import { VARIANTS, variantKey } from '../../lambdas/album/variants.ts';
import { startTwin, type Twin } from '../../local/wiring/twin.ts';
import { isInstalled, startServer } from '../../scripts/conformance/program.ts';
import { synth } from '../../scripts/synth.ts';
import { ada } from '../../test/support/caller.ts';
import { removeFolder, temporaryFolder } from '../../test/support/platform.ts';
import { cookieOf } from '../../test/support/signed-pictures.ts';
import { fill } from '../album/fill.ts';
import { CONNECTIONS } from '../album/phone.ts';
import { photoLike } from '../album/photo-like.ts';
import { isAnswering } from '../answering.ts';
import type { Benchmark, Result } from '../bench.ts';
import { median } from '../process.ts';
import { runTold } from '../told-process.ts';
import type { AskPlan, AskReport } from './ask-all.ts';

const PHOTOS = 500;
/** Small ones: 500 are prepared in a minute, and all their copies are within what the edge of the twin keeps. */
const SIZE = [1200, 900] as const;

type Timed = AskReport & { serverCpuSeconds: number | undefined };

export const benchViewing: Benchmark = async ({ runs, progress }) => {
  const folder = await temporaryFolder();
  const calls: string[] = [];
  const twin = await startTwin({
    dataDirectory: join(folder, 'data'),
    port: 0,
    assembly: () => synth(),
    onLine: (name, line) => void (line.startsWith('REPORT') && isAnswering(name) && calls.push(name)),
  });
  try {
    const link = await albumToShow(twin, progress);
    const begun = calls.length;
    const { paths, cookie, photos } = await openAsPageDoes(twin.url, link);
    const forPage = calls.length - begun;
    const look = async (): Promise<Timed> => {
      const before = process.cpuUsage();
      const report = await ask({ url: twin.url, paths, cookie, connections: CONNECTIONS }, folder);
      const { user, system } = process.cpuUsage(before);
      return { ...report, serverCpuSeconds: (user + system) / 1e6 };
    };
    const cold = await look();
    const forPictures = calls.length - begun - forPage;
    const files = join(folder, 'files');
    await copyPictures(twin.url, paths, cookie, files);
    const kept: Timed[] = [];
    const peers = await openPeers(files);
    for (let run = 0; run < runs; run++) {
      kept.push(await look());
      for (const peer of peers) peer.runs.push(await ask({ url: peer.url, paths, connections: CONNECTIONS }, folder));
    }
    for (const peer of peers) await peer.stop();
    return {
      rows: [
        { name: 'calls of functions', photos, 'to open and list': forPage, 'for the pictures': forPictures },
        rowOf('edge, for the first time', [cold]),
        rowOf('edge, kept', kept),
        ...peers.map((peer) => rowOf(peer.name, peer.runs)),
      ],
      ratios: [
        { name: `calls of functions for a picture`, value: forPictures / paths.length },
        ...peers.map((peer) => ({ name: `pictures/s, edge : ${peer.name}`, value: rate(kept) / rate(peer.runs) })),
      ],
      skipped: PYTHON_IS_THERE ? [] : ['python3 -m http.server: python3 is not installed'],
    };
  } finally {
    await twin.close();
    await removeFolder(folder);
  }
};

const ask = (plan: AskPlan, folder: string) => runTold<AskReport>('viewing/ask-all.ts', plan, folder);

/** @returns the token of a link to it */
async function albumToShow({ url }: Twin, progress: (line: string) => void): Promise<string> {
  const api = await ada(url);
  const { id } = await api.createAlbum({ name: 'Five hundred' });
  const began = performance.now();
  await fill(api, id, PHOTOS, await photoLike(...SIZE));
  progress(`${PHOTOS} photos uploaded and prepared in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return (await api.createShare(id, {})).token;
}

/** A guest's page: the link, cookies, and the list to its end. */
async function openAsPageDoes(url: string, link: string) {
  let cookie = '';
  const api = createClient({
    baseUrl: url,
    fetch: async (...asked) => {
      const answer = await fetch(...asked);
      const set = answer.headers.getSetCookie();
      if (set.length > 0) cookie = cookieOf(set);
      return answer;
    },
  });
  await api.showShare(link);
  const { album, session } = await api.openShare(link);
  const photos: string[] = [];
  for await (const { items } of allPages((at) => api.listSharePhotos(link, session, { ...at, limit: 100 })))
    photos.push(...items.map(({ id }) => id));
  const paths = VARIANTS.flatMap((variant) => photos.map((photo) => `/${variantKey(album.id, photo, variant)}`));
  return { cookie, paths, photos: photos.length };
}

async function copyPictures(url: string, paths: string[], cookie: string, folder: string): Promise<void> {
  for (const path of paths) {
    const answer = await fetch(url + path, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), Buffer.from(await answer.arrayBuffer()));
  }
}

const PYTHON_IS_THERE = isInstalled('python3', '--version');

async function openPeers(files: string) {
  const plain = join(import.meta.dirname, 'plain-server.ts');
  const commands: [name: string, command: (port: number) => string[]][] = [
    ['node:http alone', (port) => [process.execPath, plain, String(port), files]],
  ];
  if (PYTHON_IS_THERE) {
    const python = ['python3', '-m', 'http.server', '--bind', '127.0.0.1', '--protocol', 'HTTP/1.1', '--directory'];
    commands.push(['python3 -m http.server', (port) => [...python, files, String(port)]]);
  }
  return Promise.all(
    commands.map(async ([name, command]) => ({ name, ...(await startServer(command)), runs: [] as AskReport[] })),
  );
}

const rate = (runs: AskReport[]) => median(runs.map(({ pictures, seconds }) => pictures / seconds));

function rowOf(name: string, runs: (AskReport & Partial<Timed>)[]): Result['rows'][number] {
  const { pictures, bytes } = runs[0]!;
  const cpu = runs.map(({ serverCpuSeconds }) => serverCpuSeconds ?? 0);
  return {
    name,
    pictures,
    'pictures/s': rate(runs),
    'MB/s': (rate(runs) * bytes) / pictures / 1e6,
    ...(cpu[0] ? { 'CPU us a picture': (median(cpu) / pictures) * 1e6 } : {}),
    'CPU us of who asks': (median(runs.map(({ cpuSeconds }) => cpuSeconds)) / pictures) * 1e6,
  };
}
