/** People who call the API of a running platform. */
import { createHash } from 'node:crypto';
import { developmentLogin } from '../../cli/session/development-login.ts';
import { type Client, createClient } from '../../client/client.ts';
import type { CreateShotsJob } from '../../client/map-client.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { documentedFetch } from './expect-answer.ts';
import type { Capture } from './world.ts';

/** `ada`, whom the development issuer lets in at once. */
export async function ada(url: string): Promise<Client> {
  const { issuer, audience } = await createClient({ baseUrl: url }).config();
  const token = await developmentLogin(issuer, audience);
  return createClient({ baseUrl: url, token: async () => token.accessToken, fetch: documentedFetch });
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Uploads pictures by ticket. @returns their ids, in the same order */
export async function upload(api: Client, map: string, captures: Pick<Capture, 'name' | 'png'>[]): Promise<string[]> {
  const files = captures.map(({ name, png }) => ({
    name,
    bytes: png.length,
    type: 'image/png' as const,
    sha256: sha256(png),
  }));
  const { tickets } = await api.createTickets(map, { files });
  await Promise.all(tickets.map((ticket, i) => api.uploadShot(ticket, new Uint8Array(captures[i]!.png))));
  return tickets.map((ticket) => ticket.screenshot_id);
}

/** Uploads, and says what a job of these captures is asked for with. */
export async function jobRequest(
  api: Client,
  map: string,
  captures: Capture[],
  options: Partial<CreateShotsJob> = {},
): Promise<CreateShotsJob> {
  const ids = await upload(api, map, captures);
  const shots = captures.map(({ name, row, col, nominal }, i) => ({ screenshot_id: ids[i]!, name, row, col, nominal }));
  return {
    game_id: map,
    save_data_id: 'test',
    shots,
    exact: true,
    format: 'webp-lossless',
    effort: 0,
    ...options,
  };
}

/** Uploads and starts a job. */
export async function startJob(
  api: Client,
  map: string,
  captures: Capture[],
  options: Partial<CreateShotsJob> = {},
): Promise<string> {
  return (await api.createJob(await jobRequest(api, map, captures, options))).job_id;
}

/** Waits for a job's end. */
export async function endOf(api: Client, job: string, seconds = 120): Promise<Job> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const status = await api.jobStatus(job);
    if (status.status !== 'preparing' && status.status !== 'running') return status;
    if (Date.now() > until) throw new Error(`${job} is still ${status.status}/${status.stage} after ${seconds} s`);
    await new Promise((done) => setTimeout(done, 300));
  }
}
