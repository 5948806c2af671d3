/** An answer for a viewer: from the cache, or from the origin through the cache. */
import { readBody } from '../read-body.ts';
import type { Behavior } from './behavior.ts';
import type { Cache, Entry } from './cache.ts';
import { freshSeconds } from './lifetime.ts';
import type { OriginAnswer, OriginRequest } from './origin.ts';
import { headerThrough, queryThrough } from './policies.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** `stream`: an answer that is not kept, straight from the origin. */
export type Fetched = { state: 'Hit' | 'Miss' | 'RefreshHit'; entry: Entry } | { state: 'Miss'; stream: OriginAnswer };

/** Larger answers pass through without being kept. */
const MOST_KEPT_BYTES = 16 * 1024 * 1024;

const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
];
/** Headers that ask for a part; the cache asks for the whole. */
const PARTIAL = ['range', 'if-range', 'if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since'];
const BODY = ['content-type', 'content-length', 'content-encoding'];

/** What the origin is asked: the policies' choice of the viewer's headers and parameters. */
const originRequestOf = (behavior: Behavior, viewer: ViewerRequest): OriginRequest => {
  const key = behavior.cache.ParametersInCacheKeyAndForwardedToOrigin;
  const more = behavior.originRequest;
  const isSent = (name: string) => {
    if (HOP_BY_HOP.includes(name)) return false;
    if (name === 'cookie') return more?.CookiesConfig.CookieBehavior === 'all';
    if (PARTIAL.includes(name) || BODY.includes(name) || headerThrough(name, key.HeadersConfig)) return true;
    return more !== undefined && headerThrough(name, more.HeadersConfig);
  };
  return {
    method: viewer.method,
    uri: viewer.uri,
    search: queryThrough(viewer.search, ...(more ? [key, more] : [key])),
    headers: Object.fromEntries(Object.entries(viewer.headers).filter(([name]) => isSent(name))),
  };
};

const keyOf = (id: number, behavior: Behavior, { uri, search, headers }: ViewerRequest) => {
  const key = behavior.cache.ParametersInCacheKeyAndForwardedToOrigin;
  const named = (key.HeadersConfig.Headers ?? []).map((name) => headers[name.toLowerCase()] ?? '');
  return JSON.stringify([id, uri, queryThrough(search, key), ...named]);
};

/** `errorSeconds`: the distribution's own lifetime of an error, by status. */
export const createFetcher = (
  cache: Cache,
  now: () => number,
  errorSeconds: (status: number) => number | undefined,
) => {
  const underWay = new Map<string, Promise<Fetched>>();

  const fetchAndKeep = async (behavior: Behavior, key: string, request: OriginRequest): Promise<Fetched> => {
    const stale = cache.get(key);
    const whole = Object.entries(request.headers).filter(
      ([name]) => !PARTIAL.includes(name) && name !== 'accept-encoding',
    );
    const etag = stale?.status === 200 ? String(stale.headers.etag ?? '') : '';
    const headers = { ...Object.fromEntries(whole), ...(etag && { 'if-none-match': etag }) };
    const answer = await behavior.ask({ ...request, method: 'GET', headers });
    const isSame = answer.status === 304 && stale;
    const lifetime = freshSeconds(behavior.cache, isSame ? stale : answer, errorSeconds(answer.status));
    if (isSame) {
      answer.body.resume();
      Object.assign(stale, { fetched: now(), expires: now() + (lifetime ?? 0) * 1000 });
      return { state: 'RefreshHit', entry: stale };
    }
    const length = Number(answer.headers['content-length'] ?? Number.POSITIVE_INFINITY);
    if (lifetime === undefined || length > MOST_KEPT_BYTES) {
      const asked = PARTIAL.some((name) => name in request.headers);
      if (!asked) return { state: 'Miss', stream: answer };
      answer.body.destroy();
      return { state: 'Miss', stream: await behavior.ask(request) };
    }
    const body = await readBody(answer.body, MOST_KEPT_BYTES);
    if (body?.length !== length) throw new Error(`the origin sent ${body?.length} of ${length} bytes`);
    const { status, headers: given } = answer;
    const entry = {
      status,
      headers: given,
      body,
      fetched: now(),
      expires: now() + lifetime * 1000,
      encoded: new Map(),
    };
    cache.set(key, entry);
    return { state: 'Miss', entry };
  };

  return async (
    id: number,
    behavior: Behavior,
    viewer: ViewerRequest,
    body?: OriginRequest['body'],
  ): Promise<Fetched> => {
    const request = originRequestOf(behavior, viewer);
    const isKept = behavior.cache.MaxTTL > 0 && (viewer.method === 'GET' || viewer.method === 'HEAD');
    if (!isKept) return { state: 'Miss', stream: await behavior.ask({ ...request, ...(body && { body }) }) };
    const key = keyOf(id, behavior, viewer);
    // Viewers that ask for the same at the same time wait for one answer; a stream is nobody else's.
    const shared = await underWay.get(key)?.catch(() => undefined);
    if (shared && 'entry' in shared) return { ...shared, state: 'Hit' };
    const kept = cache.get(key);
    if (kept && kept.expires > now()) return { state: 'Hit', entry: kept };
    const fetched = fetchAndKeep(behavior, key, request);
    underWay.set(key, fetched);
    try {
      return await fetched;
    } finally {
      if (underWay.get(key) === fetched) underWay.delete(key);
    }
  };
};
