/** Real maps, builds and jobs in every state, made by the platform that the pages run on. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import type { Client } from '../../../client/client.ts';
import { makeMap } from '../../../client/make-map.ts';
import { placeByPositions, readPositions } from '../../../client/positions.ts';
import { albumWith } from '../../support/albums.ts';
import { type Browsing, sampleCity } from '../../support/browsing.ts';
import { endOf } from '../../support/caller.ts';

export type City = {
  /** The sample city, whose shots found their places by themselves, and the job that made it. */
  map: string;
  job: string;
  build: string;
  /** A map with two builds, the older one first. */
  rebuilt: { map: string; builds: [string, string] };
  /** A map without any build. */
  bare: string;
  failed: string;
  cancelled: string;
  /** An album with photos, one of them, and links to it: one that is open to everybody who has it, one with a password. */
  album: string;
  photo: string;
  link: string;
  lockedLink: string;
};

const OPENTTD = resolve(import.meta.dirname, '../../../examples/openttd');
const ATTRIBUTION = 'OpenTTD (GPL-2.0) with OpenGFX (GPL-2.0)';
/** Twelve of the 48 captures: enough for a map of several zooms, made in seconds. */
const QUARTER = /^r0[1-3]_c0[2-5]\.webp$/;

/** Needs about ten seconds; jobs work side by side. */
export async function buildCity({ api }: Pick<Browsing, 'api'>): Promise<City> {
  const shots = await captures();
  const cut = (shot: Shot): Shot => ({ ...shot, bytes: shot.bytes.subarray(0, shot.bytes.length / 2) });
  const make = async (name: string, pictures: Shot[]) =>
    makeMap({
      api,
      map: { name, attribution: ATTRIBUTION },
      shots: pictures,
      describe: ({ bytes }) => ({
        bytes: bytes.length,
        type: 'image/webp',
        sha256: createHash('sha256').update(bytes).digest('hex'),
      }),
      read: ({ bytes }) => new Uint8Array(bytes),
      job: { exact: true, effort: 0 },
      onUploaded: () => {},
      signal: new AbortController().signal,
    });
  const [first, cancelled, failed, bare, sample, shared] = await Promise.all([
    make('Harbour quarter', await Promise.all(shots.map(inAutumn))),
    make('Northern line', shots).then(async ({ job_id }) => (await api.cancelJob(job_id)).job_id),
    make('Old town with a long name that two lines of a narrow phone can hardly hold', [
      ...shots.slice(0, 10),
      ...shots.slice(10).map(cut),
    ]),
    api.createMap({ name: 'Airport island' }),
    sampleCity({ api }),
    makeAlbum(api),
  ]);
  await endOf(api, first.job_id);
  const second = await make('Harbour quarter', shots);
  await Promise.all([endOf(api, second.job_id), endOf(api, failed.job_id)]);
  return {
    map: sample.map,
    job: sample.job_id,
    build: sample.build,
    rebuilt: { map: first.map, builds: [first.build, second.build] },
    bare: bare.map,
    failed: failed.job_id,
    cancelled,
    ...shared,
  };
}

/** Also with links that open nothing any more: the list of links tells of them. */
async function makeAlbum(api: Client): Promise<Pick<City, 'album' | 'photo' | 'link' | 'lockedLink'>> {
  const { id: album, photos } = await albumWith(
    api,
    'Two weeks at the lake, with a name that a phone can hardly hold',
    12,
  );
  const { share_id } = await api.createShare(album, { upload: 'allowed', max_views: 20 });
  await api.revokeShare(album, share_id);
  const [{ token: link }, { token: lockedLink }] = await Promise.all([
    api.createShare(album, { expires_in_days: 30 }),
    api.createShare(album, { password: 'quiet water', upload: 'allowed' }),
  ]);
  return { album, photo: photos[3]!, link, lockedLink };
}

type Shot = ReturnType<typeof placed>[number] & { bytes: Uint8Array };

function placed(json: string, files: string[]) {
  const entries = readPositions(json);
  if (typeof entries === 'string') throw new Error(entries);
  const chosen = entries.filter(({ file }) => files.includes(file));
  const { placed } = placeByPositions(chosen, files);
  const [left, top] = [0, 1].map((axis) => Math.min(...placed.map(({ nominal }) => nominal[axis]!))) as [
    number,
    number,
  ];
  const columns = Math.min(...placed.map(({ col }) => col));
  const rows = Math.min(...placed.map(({ row }) => row));
  // From the corner of the quarter, not of the city.
  return placed.map(({ nominal: [x, y], row, col, ...shot }) => ({
    ...shot,
    row: row - rows,
    col: col - columns,
    nominal: [x - left, y - top] as [number, number],
  }));
}

async function captures(): Promise<Shot[]> {
  const json = await readFile(join(OPENTTD, 'positions.json'), 'utf8');
  const files = [...json.matchAll(/"file": "([^"]+)"/g)].map(([, file]) => file!).filter((file) => QUARTER.test(file));
  return Promise.all(
    placed(json, files).map(async (shot) => ({ ...shot, bytes: await readFile(join(OPENTTD, shot.file)) })),
  );
}

/** So that two builds can be told apart. */
const inAutumn = async (shot: Shot): Promise<Shot> => ({
  ...shot,
  bytes: await sharp(shot.bytes).modulate({ hue: -45, saturation: 0.8 }).webp({ effort: 0, quality: 80 }).toBuffer(),
});
