/**
 * Calls routes of the HTTP API by their names, for the clients of its products. Every answer is checked against the route's own
 * schema, so a caller never meets a shape that its types deny.
 */
import * as z from 'zod';
import type { AnswerOf, ApiRoute, Sent } from '../lambdas/kernel/route.ts';
import { API_ANSWER_MS } from '../lib/limits.ts';
import { ApiError, errorOf, parse, unreachable } from './api-error.ts';
import { isRedirect, noPlatform, redirected } from './elsewhere.ts';

/** Where a ticket says that a file goes, and the headers that its signature binds. */
export type UploadAddress = { upload_url: string; upload_headers: Record<string, string> };

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

/** Where in a list to go on. */
export type Page = { next?: string | null };
export const pageOf = ({ next }: Page) => (next ? { next } : {});

/** Every method throws `ApiError`. @param routes a product's table */
export function apiCaller<Routes extends Record<string, ApiRoute>>(
  routes: Routes,
  { baseUrl, token, signal: ended, fetch: send = fetch, sendFile }: ClientOptions,
) {
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

  const read = async <S extends z.ZodType>(schema: S, path: string, headers: Record<string, string> = {}) =>
    checked(schema, path, await request(path, { signal: soon(), headers }, (response) => response.text()));

  /** A route of the table, by its name. `more` are headers that it wants beside those of every call. */
  const call = async <Name extends keyof Routes>(
    name: Name,
    sent: Sent<Routes[Name]>,
    more: Record<string, string> = {},
  ) => (await callTold(name, sent, more)).answer;

  /** With the status of its answer, which tells what was done, and the cookies that came with it: a browser keeps those itself, and tells none. */
  async function callTold<Name extends keyof Routes>(
    name: Name,
    sent: Sent<Routes[Name]>,
    more: Record<string, string> = {},
  ) {
    const route: ApiRoute = routes[name]!;
    const parts: Parts = sent as object;
    const { body } = parts;
    const bearer = await token?.();
    const headers: Record<string, string> = {
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(body && { 'content-type': 'application/json' }),
      ...more,
    };
    const path = addressOf(route.path, parts);
    const init = { method: route.method, headers, body: body && JSON.stringify(body), signal: soon() };
    const { status, cookies, text } = await request(path, init, async (answer) => ({
      status: answer.status,
      // Browsers older than 2023 do not know it, and need not.
      cookies: answer.headers.getSetCookie?.() ?? [],
      text: await answer.text(),
    }));
    // A status that came later than this client has the shape of the others.
    const schema = route.answers[status] ?? Object.values(route.answers)[0]!;
    return { status, cookies, answer: checked(schema, path, text) as AnswerOf<Routes[Name]> };
  }

  return {
    call,
    callTold,
    read,
    request,

    /** What a route leads the caller to: pictures lie in a bucket, whose address carries leave of its own. */
    async fetched(path: string): Promise<Blob> {
      const bearer = await token?.();
      const headers: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
      return request(path, { headers, redirect: 'follow' }, (response) => response.blob());
    },

    /** PUTs the picture where the ticket says, with exactly the headers that its signature binds. */
    async uploadShot(
      ticket: UploadAddress,
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
  };
}

/** Pictures may take their time, questions not. */
const soon = () => AbortSignal.timeout(API_ANSWER_MS);

type Parts = { params?: Record<string, string>; query?: Record<string, string>; body?: object };

/** `/api/maps/{map}` with its variables and the query filled in. */
function addressOf(path: string, { params = {}, query = {} }: Parts): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = new URLSearchParams(query).toString();
  return asked ? `${filled}?${asked}` : filled;
}
