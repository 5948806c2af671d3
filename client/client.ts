/**
 * Typed client of the HTTP API, for browsers and Node alike. Every answer is checked against the API's own schema, so a
 * caller never meets a shape that its types deny.
 *
 * @example
 * const api = createClient({ baseUrl: 'http://127.0.0.1:4700', token: async () => token });
 * const { map } = await api.createMap({ name: 'My city' });
 */
import * as z from 'zod';
import { ALBUM_ROUTES } from '../lambdas/album/routes.ts';
import type { CreateAlbumRequest, UpdateAlbumRequest } from '../lambdas/album/schemas.ts';
import type { AnswerOf, ApiRoute, Sent } from '../lambdas/kernel/route.ts';
import type { SaveTicketRequest } from '../lambdas/map/capture-schemas.ts';
import type { EstimateRequest } from '../lambdas/map/cost-schemas.ts';
import type { RedriveRequest } from '../lambdas/map/redrive-schemas.ts';
import type { RollbackRequest } from '../lambdas/map/removal-schemas.ts';
import { MAP_ROUTES } from '../lambdas/map/routes.ts';
import {
  type CreateJobRequest,
  type CreateMapRequest,
  MapJson,
  type ShotsRequest,
  type Ticket,
  type TicketsRequest,
} from '../lambdas/map/schemas.ts';
import type { CorrectionsRequest } from '../lambdas/map/shot-schemas.ts';
import { API_ANSWER_MS } from '../lib/limits.ts';
import { ApiError, errorOf, parse, unreachable } from './api-error.ts';
import { isRedirect, noPlatform, redirected } from './elsewhere.ts';

/** `/config.json`: what a page or a command needs to log in. */
export const ClientConfig = z.object({ issuer: z.url(), client_id: z.string(), audience: z.string() });
export type ClientConfig = z.infer<typeof ClientConfig>;

/** Options that have a default may be left out. */
export type CreateJob = z.input<typeof CreateJobRequest>;
/** One that is made of uploaded screenshots. */
export type CreateShotsJob = z.input<typeof ShotsRequest>;
export type Page = { next?: string | null };

/** How far an upload is: bytes that have left, of one attempt. */
type OnSent = (bytes: number) => void;
/** PUTs a file and fails as fetch does. */
export type SendFile = (
  url: string,
  init: { headers: Record<string, string>; body: BodyInit; signal?: AbortSignal },
  onSent?: OnSent,
) => Promise<Response>;

export type ClientOptions = {
  /** Where the platform is, without a path: `https://maps.example.com`; empty in a page of the platform itself. */
  baseUrl: string;
  /** The access token; undefined reads what is public. */
  token?: () => Promise<string | undefined>;
  /** Ends every call, wherever it is. */
  signal?: AbortSignal;
  fetch?: typeof fetch;
  /** Sends pictures where fetch will not do: it cannot tell how far an upload is, so without this nobody is told. */
  sendFile?: SendFile;
};

export type Client = ReturnType<typeof createClient>;

/** Every method throws `ApiError`. */
export function createClient({ baseUrl, token, signal: ended, fetch: send = fetch, sendFile }: ClientOptions) {
  const base = baseUrl.replace(/\/+$/, '');

  /** `body` reads the answer to its end: one that breaks off is as lost as one that never came. */
  async function request<T>(
    path: string,
    init: RequestInit,
    body: (response: Response) => Promise<T>,
    by: typeof send = send,
  ): Promise<T> {
    const own = path.startsWith('/');
    const url = own ? base + path : path;
    const signals = [init.signal, ended].filter((signal) => signal != null);
    const signal = signals.length > 1 ? AbortSignal.any(signals) : signals[0];
    const lost = (cause: unknown) => {
      // What was given up because it took too long is as lost as what never came.
      if (signal?.aborted && signal.reason?.name !== 'TimeoutError') throw cause;
      throw unreachable(new URL(url, globalThis.location?.href).href, cause);
    };
    const response = await by(url, { ...(own && { redirect: 'manual' }), ...init, ...(signal && { signal }) }).catch(
      lost,
    );
    // S3 sends uploads into a new bucket on to its region; fetch follows that.
    if (own && isRedirect(response)) throw redirected(response, path);
    if (!response.ok) throw await errorOf(response);
    return body(response).catch(lost);
  }

  function checked<S extends z.ZodType>(schema: S, path: string, text: string): z.output<S> {
    const parsed = schema.safeParse(parse(text));
    if (parsed.success) return parsed.data;
    if (/^\s*</.test(text)) throw noPlatform(base, path);
    const what = z.prettifyError(parsed.error).replaceAll('\n', ' ');
    throw new ApiError(200, 'unexpected_answer', `${path} answered something else than expected: ${what}`);
  }

  const read = async <S extends z.ZodType>(schema: S, path: string) =>
    checked(schema, path, await request(path, { signal: soon() }, (response) => response.text()));

  /** A route of the table, by its name. */
  async function call<Name extends RouteName>(name: Name, parts: Sent<Routes[Name]>) {
    const route: ApiRoute = ROUTES[name];
    const { body }: Parts = parts;
    const bearer = await token?.();
    const headers: Record<string, string> = {
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(body && { 'content-type': 'application/json' }),
    };
    const path = addressOf(route.path, parts);
    const init = { method: route.method, headers, body: body && JSON.stringify(body), signal: soon() };
    const { status, text } = await request(path, init, async (answer) => ({
      status: answer.status,
      text: await answer.text(),
    }));
    // A status that came later than this client has the shape of the others.
    const schema = route.answers[status] ?? Object.values(route.answers)[0]!;
    return checked(schema, path, text) as AnswerOf<Routes[Name]>;
  }

  return {
    createMap: (map: CreateMapRequest) => call('create-map', { body: map }),
    listMaps: (at: Page = {}) => call('list-maps', { query: pageOf(at) }),
    showMap: (map: string) => call('show-map', { params: { map } }),
    listShots: (map: string, build: string) => call('list-shots', { params: { map, build } }),
    showShot: (map: string, build: string, screenshot_id: string) =>
      call('show-shot', { params: { map, build, screenshot_id } }),
    /** Where a tile comes from. */
    showTile: (map: string, build: string, { z, x, y }: { z: number; x: number; y: number }) =>
      call('show-tile', { params: { map, build, z: String(z), x: String(x), y: String(y) } }),
    /** A job that builds the same screenshots with these where somebody put them. */
    correctShots: (map: string, build: string, corrections: CorrectionsRequest) =>
      call('correct-shots', { params: { map, build }, body: corrections }),
    createTickets: (map: string, tickets: TicketsRequest) => call('create-tickets', { params: { map }, body: tickets }),
    createSaveTicket: (map: string, save: SaveTicketRequest) =>
      call('create-save-ticket', { params: { map }, body: save }),
    /** Uploaded screenshots that no job uses yet, and those that builds of the map keep. */
    listUploads: (map: string, { kept, ...at }: Page & { kept?: boolean } = {}) =>
      call('list-uploads', { params: { map }, query: { ...pageOf(at), ...(kept && { kept: 'true' }) } }),
    rollBack: (map: string, rollback: RollbackRequest) => call('rollback-map', { params: { map }, body: rollback }),
    deleteMap: (map: string) => call('delete-map', { params: { map } }),
    mapDeletion: (map: string) => call('map-deletion', { params: { map } }),
    createJob: (job: CreateJob) => call('create-job', { body: job }),
    listJobs: (at: Page = {}) => call('list-jobs', { query: pageOf(at) }),
    redriveJob: (job: string, redrive: z.input<typeof RedriveRequest>) =>
      call('redrive-job', { params: { job_id: job }, body: redrive }),
    jobShots: (job: string) => call('job-shots', { params: { job_id: job } }),
    /** The job as it is then; what it made goes in the background. */
    cancelJob: (job: string) => call('cancel-job', { params: { job_id: job } }),
    /** What a job would cost; nothing is stored. */
    estimateJob: (plan: z.input<typeof EstimateRequest>) => call('estimate-job', { body: plan }),
    jobCost: (job: string) => call('job-cost', { params: { job_id: job } }),
    jobStatus: (job: string) => call('job-status', { params: { job_id: job } }),

    createAlbum: (album: CreateAlbumRequest) => call('create-album', { body: album }),
    listAlbums: (at: Page = {}) => call('list-albums', { query: pageOf(at) }),
    showAlbum: (album: string) => call('show-album', { params: { album } }),
    updateAlbum: (album: string, changes: UpdateAlbumRequest) =>
      call('update-album', { params: { album }, body: changes }),

    /** PUTs the picture where the ticket says, with exactly the headers that its signature binds. */
    async uploadShot(
      ticket: Pick<Ticket, 'upload_url' | 'upload_headers'>,
      body: BodyInit,
      { signal, onSent }: { signal?: AbortSignal; onSent?: OnSent } = {},
    ): Promise<void> {
      const headers = ticket.upload_headers;
      const init = { method: 'PUT', headers, body, ...(signal && { signal }) };
      const by: typeof send | undefined =
        sendFile &&
        ((url, { signal } = {}) => sendFile(String(url), { headers, body, ...(signal && { signal }) }, onSent));
      await request(ticket.upload_url, init, (response) => response.arrayBuffer(), by);
    },

    /** The published build of a map; 404 before the first. */
    mapJson: (map: string) => read(MapJson, `/tiles/${map}/map.json`),
    /** A build that is or was published, for as long as it is kept; 404 or 403 for another. */
    buildMapJson: (map: string, build: string) => read(MapJson, `/tiles/${map}/${build}/map.json`),
    config: () => read(ClientConfig, '/config.json'),
    /** Any file of the platform by its path: a tile, the viewer for exports. */
    file: async (path: string) => new Uint8Array(await request(path, {}, (response) => response.arrayBuffer())),
  };
}

/** Pictures may take their time, questions not. */
const soon = () => AbortSignal.timeout(API_ANSWER_MS);

const pageOf = ({ next }: Page) => (next ? { next } : {});

/** Names are unique over all products. */
const ROUTES = { ...MAP_ROUTES, ...ALBUM_ROUTES };
type Routes = typeof ROUTES;
type RouteName = keyof Routes;
type Parts = { params?: Record<string, string>; query?: Record<string, string>; body?: object };

/** `/api/maps/{map}` with its variables and the query filled in. */
function addressOf(path: string, { params = {}, query = {} }: Parts): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = new URLSearchParams(query).toString();
  return asked ? `${filled}?${asked}` : filled;
}
