/** Ranges and conditions of a viewer's request, answered from a whole body (RFC 9110, sections 13 and 14). */
import type { IncomingHttpHeaders } from 'node:http';

const bare = (tag: string) => tag.trim().replace(/^W\//, '');

/** True when the viewer already has this answer: 304. */
export const isUnchanged = (viewer: IncomingHttpHeaders, etag: string, lastModified: string): boolean => {
  const tags = viewer['if-none-match'];
  if (tags !== undefined) return tags.trim() === '*' || tags.split(',').some((tag) => bare(tag) === bare(etag));
  const since = Date.parse(viewer['if-modified-since'] ?? '');
  return Boolean(lastModified) && Date.parse(lastModified) <= since;
};

/** First and last byte asked for; undefined: the whole body; 'outside': 416. Several ranges are answered whole. */
export const rangeOf = (
  viewer: IncomingHttpHeaders,
  etag: string,
  length: number,
): { first: number; last: number } | 'outside' | undefined => {
  if (viewer['if-range'] !== undefined && viewer['if-range'] !== etag) return undefined;
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(viewer.range ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const first = from === '' ? Math.max(length - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  return first >= length || last < first ? 'outside' : { first, last };
};
