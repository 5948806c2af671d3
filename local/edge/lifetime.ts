/** How long the edge keeps an answer: the origin's wish within the limits of the cache policy. */
import type { CachePolicy } from './policies.ts';

/** CloudFront keeps errors for 10 s unless the distribution or the origin says otherwise. */
const ERROR_SECONDS = 10;

/**
 * Seconds that an answer stays fresh; 0 means that it is asked for again each time (with its ETag); undefined that it must
 * not be kept. Source: CloudFront's "Manage how long content stays in the cache" (table by minimum TTL).
 */
export const freshSeconds = (
  policy: CachePolicy,
  answer: { status: number; headers: Record<string, unknown> },
  errorSeconds: number | undefined,
): number | undefined => {
  if (policy.MaxTTL === 0) return undefined;
  const control = String(answer.headers['cache-control'] ?? '').toLowerCase();
  const seconds = (name: string) => {
    const found = new RegExp(`(?:^|[,\\s])${name}=(\\d+)`).exec(control);
    return found ? Number(found[1]) : undefined;
  };
  if (answer.status >= 400)
    return Math.max(errorSeconds ?? ERROR_SECONDS, seconds('s-maxage') ?? seconds('max-age') ?? 0);
  if (/no-store|private/.test(control)) return policy.MinTTL > 0 ? policy.MinTTL : undefined;
  const wish = /no-cache/.test(control) ? 0 : (seconds('s-maxage') ?? seconds('max-age') ?? policy.DefaultTTL);
  return Math.min(Math.max(wish, policy.MinTTL), policy.MaxTTL);
};
