/** CPU time of making both copies of photos: ours, libvips' own program, OpenCV; each in one process on one core, in turn. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VARIANT_SIDES } from '../../lib/limits/photos.ts';
import { photoLike } from '../album/photo-like.ts';
import { NO_PEER, PYTHON, peerIsInstalled } from '../placing/peers.ts';
import { isInstalled, measure, median } from '../process.ts';

const PHOTOS = 6;
/** What a phone's camera takes. */
const SIZE = [4032, 3024] as const;

export type Maker = { name: string; cpuMs: number[] };

export async function measureMakers(runs: number, folder: string): Promise<{ makers: Maker[]; skipped: string[] }> {
  const photos = await writePhotos(folder);
  const vips = isInstalled('vipsthumbnail');
  const cv2 = peerIsInstalled();
  const ours = [process.execPath, join(import.meta.dirname, 'ours.ts'), folder, ...photos];
  const opencv = [PYTHON, join(import.meta.dirname, 'peers', 'variants.py'), folder, ...photos];
  // The program makes one size of each; the small ones from the large ones, as we do.
  const { thumb, screen } = VARIANT_SIDES;
  const large = photos.map((_, index) => join(folder, `${index}-large.v`));
  const libvips = [
    `vipsthumbnail --vips-concurrency=1 --rotate --size '${screen}x${screen}>' -o ${folder}/%s-large.v ${photos.join(' ')}`,
    `vipsthumbnail --vips-concurrency=1 --size '${screen}x${screen}>' -o '${folder}/%s-screen.webp[Q=82,strip]' ${large.join(' ')}`,
    `vipsthumbnail --vips-concurrency=1 --size '${thumb}x${thumb}>' -o '${folder}/%s-thumb.webp[Q=78,strip]' ${large.join(' ')}`,
  ];
  const commands: [string, string[]][] = [
    ['ours', ours],
    ...(vips ? [['vipsthumbnail', ['sh', '-c', libvips.join(' && ')]] as [string, string[]]] : []),
    ...(cv2 ? [['cv2', opencv] as [string, string[]]] : []),
  ];
  const makers = commands.map(([name]) => ({ name, cpuMs: [] as number[] }));
  for (let run = 0; run < runs; run++)
    for (const [index, [, command]] of commands.entries())
      makers[index]!.cpuMs.push(((await measure(command)).cpuSeconds * 1000) / PHOTOS);
  const skipped = [...(vips ? [] : ['vipsthumbnail: libvips-tools is not installed']), ...(cv2 ? [] : [NO_PEER])];
  return { makers, skipped };
}

export const msOf = ({ cpuMs }: Maker) => median(cpuMs);

async function writePhotos(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const names = Array.from({ length: PHOTOS }, (_, index) => join(folder, `${index}.jpg`));
  const photo = await photoLike(...SIZE);
  for (const name of names) await writeFile(name, photo);
  return names;
}
