/**
 * Typed client of the HTTP API, for browsers and Node alike. Every answer is checked against the API's own schema, so a
 * caller never meets a shape that its types deny.
 *
 * @example
 * const api = createClient({ baseUrl: 'http://127.0.0.1:4700', token: async () => token });
 * const { map } = await api.createMap({ name: 'My city' });
 */
import * as z from 'zod';
import {
  CreateJobAnswer,
  type CreateJobRequest,
  type CreateMapRequest,
  Job,
  JobList,
  MapDetail,
  MapJson,
  MapList,
  MapSummary,
  ShotsAnswer,
  type Ticket,
  TicketsAnswer,
  type TicketsRequest,
} from '../lambdas/map/schemas.ts';
import { ApiError, errorOf, parse, unreachable } from './api-error.ts';

/** `/config.json`: what a page or a command needs to log in. */
export const ClientConfig = z.object({ issuer: z.url(), client_id: z.string(), audience: z.string() });
export type ClientConfig = z.infer<typeof ClientConfig>;

/** Options that have a default may be left out. */
export type CreateJob = z.input<typeof CreateJobRequest>;
export type Page = { next?: string | null };

export type ClientOptions = {
  /** Where the platform is, without a path: `https://maps.example.com`; empty in a page of the platform itself. */
  baseUrl: string;
  /** The access token; undefined reads what is public. */
  token?: () => Promise<string | undefined>;
  fetch?: typeof fetch;
};

export type Client = ReturnType<typeof createClient>;

/** Every method throws `ApiError`. */
export function createClient({ baseUrl, token, fetch: send = fetch }: ClientOptions) {
  const base = baseUrl.replace(/\/+$/, '');

  /** `body` reads the answer to its end: one that breaks off is as lost as one that never came. */
  async function request<T>(path: string, init: RequestInit, body: (response: Response) => Promise<T>): Promise<T> {
    const url = path.startsWith('/') ? base + path : path;
    const lost = (cause: unknown) => {
      if (init.signal?.aborted) throw cause;
      throw unreachable(new URL(url, globalThis.location?.href).href, cause);
    };
    const response = await send(url, init).catch(lost);
    if (!response.ok) throw await errorOf(response);
    return body(response).catch(lost);
  }

  async function read<S extends z.ZodType>(schema: S, path: string, init: RequestInit = {}): Promise<z.infer<S>> {
    const parsed = schema.safeParse(parse(await request(path, init, (response) => response.text())));
    if (parsed.success) return parsed.data;
    const what = z.prettifyError(parsed.error).replaceAll('\n', ' ');
    throw new ApiError(200, 'unexpected_answer', `${path} answered something else than expected: ${what}`);
  }

  async function api<S extends z.ZodType>(schema: S, method: string, path: string, body?: object): Promise<z.infer<S>> {
    const bearer = await token?.();
    const headers: Record<string, string> = {
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(body && { 'content-type': 'application/json' }),
    };
    return read(schema, `/api${path}`, { method, headers, body: body && JSON.stringify(body) });
  }

  const page = ({ next }: Page) => (next ? `?next=${encodeURIComponent(next)}` : '');

  return {
    createMap: (map: CreateMapRequest) => api(MapSummary, 'POST', '/maps', map),
    listMaps: (at: Page = {}) => api(MapList, 'GET', `/maps${page(at)}`),
    showMap: (map: string) => api(MapDetail, 'GET', `/maps/${map}`),
    listShots: (map: string, build: string) => api(ShotsAnswer, 'GET', `/maps/${map}/builds/${build}/shots`),
    createTickets: (map: string, tickets: TicketsRequest) =>
      api(TicketsAnswer, 'POST', `/maps/${map}/shots/tickets`, tickets),
    createJob: (job: CreateJob) => api(CreateJobAnswer, 'POST', '/jobs', job),
    listJobs: (at: Page = {}) => api(JobList, 'GET', `/jobs${page(at)}`),
    jobStatus: (job: string) => api(Job, 'GET', `/jobs/${job}/status`),

    /** PUTs the picture where the ticket says, with exactly the headers that its signature binds. */
    async uploadShot(ticket: Pick<Ticket, 'upload_url' | 'upload_headers'>, body: BodyInit): Promise<void> {
      const init = { method: 'PUT', headers: ticket.upload_headers, body };
      await request(ticket.upload_url, init, (response) => response.arrayBuffer());
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
