import { gzipSync } from 'node:zlib';
import { chunkOf, type OutputChunks, staticFiles } from './chunks.ts';

/** kB (1,000 bytes) of JavaScript, gzip: what a page may load, with everything that it can load later. */
export const BUDGETS = {
  viewer: {
    kB: 90,
    sources: ['viewer/map-page.tsx', 'viewer/build-menu.tsx', 'compare/compare-page.tsx'],
  },
  console: {
    kB: 120,
    sources: [
      'home/home.tsx',
      'job/job-page.tsx',
      'builds/builds-page.tsx',
      'viewer/unpublished.tsx',
      'new-map/new-map.tsx',
      'session/login-flow.ts',
      'session/callback.tsx',
      'not-found.tsx',
    ],
  },
  albums: {
    kB: 120,
    sources: ['albums/albums-page.tsx', 'albums/album-page.tsx', 'session/login-flow.ts', 'session/callback.tsx'],
  },
  /** What guests load who were given a link. */
  share: { kB: 90, sources: ['share/share-page.tsx'] },
  /** A page of the console that none of the others loads. */
  shots: { kB: 120, sources: ['shots/shots-page.tsx', 'session/login-flow.ts', 'session/callback.tsx'] },
} as const;

export type Weight = { page: string; kB: number; allowed: number };

/** Weighs the pages of a build; throws when one is above its budget, naming its largest files. */
export function checkBudget(chunks: OutputChunks, budgets: Record<string, { kB: number; sources: readonly string[] }>) {
  return Object.entries(budgets).map(([page, { kB: allowed, sources }]): Weight => {
    const entries = ['index.html', ...sources].map((source) => chunkOf(chunks, source));
    const sizes = staticFiles(chunks, entries)
      .flatMap((name) => (chunks[name]?.code ? [{ name, bytes: gzipSync(chunks[name].code).length }] : []))
      .toSorted((a, b) => b.bytes - a.bytes);
    const kB = sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    if (kB > allowed) {
      const largest = sizes.slice(0, 3).map(({ name, bytes }) => `${name} ${(bytes / 1000).toFixed(1)} kB`);
      throw new Error(
        `The ${page} pages load ${kB.toFixed(1)} kB of JavaScript (gzip), ${allowed} kB are allowed. Largest: ${largest.join(', ')}.`,
      );
    }
    return { page, kB, allowed };
  });
}
