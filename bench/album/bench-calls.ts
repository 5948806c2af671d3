/**
 * `npm run bench -- calls`: CPU time of the calls that a guest's page makes, one after the other, of their function and of the twin's own
 * process, which is all services that they ask. CPU time, because a machine that has other work makes all of them wait.
 */
import { join } from 'node:path';
import { type Client, createClient } from '../../client/client.ts';
import { removeFolder, startPlatform, temporaryFolder } from '../../test/support/platform.ts';
import { tokensOf } from '../../test/support/tokens.ts';
import { isAnswering } from '../answering.ts';
import type { Benchmark, Result } from '../bench.ts';
import { watchProcesses } from '../scale/watch-processes.ts';
import { fill } from './fill.ts';
import { newPhoto } from './new-photo.ts';
import { photoLike } from './photo-like.ts';

const PHOTOS = 60;
/** Hardly a decoder's work: it is not what is measured. */
const SIZE = [160, 120] as const;
const CALLS = 150;
/** Until functions have been started and what they run has been compiled. */
const FIRST = 40;
const PASSWORD = 'our summer';

export const benchCalls: Benchmark = async ({ runs, progress }) => {
  const folder = await temporaryFolder();
  const data = join(folder, 'data');
  const platform = await startPlatform(data, '--empty');
  try {
    const calls = await callsOf(platform.url, data);
    const rows: Result['rows'] = [];
    for (const [name, call] of Object.entries(calls)) {
      for (let i = 0; i < FIRST; i++) await call();
      const watch = watchProcesses({ twin: platform.process.pid! });
      for (let i = 0; i < runs * CALLS; i++) await call();
      const { cpuSeconds } = watch.load();
      watch.stop();
      const each = (seconds: number) => (1000 * seconds) / (runs * CALLS);
      const functions = Object.entries(cpuSeconds).filter(([process]) => isAnswering(process));
      const own = each(functions.reduce((sum, [, seconds]) => sum + seconds, 0));
      rows.push({ name, calls: runs * CALLS, 'function, ms': own, 'twin, ms': each(cpuSeconds.twin ?? 0) });
      progress(`${name}: ${own.toFixed(2)} ms of the function`);
    }
    return { rows, ratios: [], skipped: [] };
  } finally {
    await platform.stop();
    await removeFolder(folder);
  }
};

async function callsOf(url: string, data: string): Promise<Record<string, () => Promise<unknown>>> {
  const { sign } = await tokensOf(data, await createClient({ baseUrl: url }).config());
  const token = await sign();
  const owner = createClient({ baseUrl: url, token: async () => token });
  const guest = createClient({ baseUrl: url });
  const { id } = await owner.createAlbum({ name: 'Measured' });
  await fill(owner, id, PHOTOS, await photoLike(...SIZE));
  const { token: open } = await owner.createShare(id, { upload: 'allowed' });
  const { token: closed } = await owner.createShare(id, { password: PASSWORD });
  const { session } = await guest.openShare(open);
  const sent = await sentBy(guest, open, session);
  const list = (limit: number) => () => guest.listSharePhotos(open, session, { limit });
  return {
    'show a link': () => guest.showShare(open),
    'open a link': () => guest.openShare(open),
    'open by a password': () => guest.openShare(closed, { password: PASSWORD }),
    cookies: () => guest.openShare(open, { session }),
    [`list ${PHOTOS} photos`]: list(100),
    'list 8 photos': list(8),
    'what became of a photo': () => guest.sentPhotos(open, session, [sent]),
  };
}

async function sentBy(guest: Client, link: string, session: string): Promise<string> {
  const { announced, bytes } = newPhoto(await photoLike(...SIZE), 'sent.jpg');
  const ticket = await guest.createShareTicket(link, session, announced);
  await guest.uploadShot(ticket, new Uint8Array(bytes));
  await guest.confirmSharePhoto(link, session, ticket.photo_id);
  return ticket.photo_id;
}
