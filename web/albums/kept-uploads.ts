import { PENDING_MEDIA_SECONDS } from '../../lib/limits.ts';
import { type KeptPhoto, unfinishedOf } from './unfinished.ts';

/** Where a list of photos on their way outlives the page. A browser that keeps nothing makes no trouble: then it is forgotten. */
export type KeptUploads = { load(): KeptPhoto[]; save(photos: readonly KeptPhoto[]): void };

/** @param key whose list it is @param store sessionStorage for what should end with the tab */
export function keptUploads(key: string, store: () => Storage, now: () => number = Date.now): KeptUploads {
  const name = `tessera.uploads.${key}`;
  return {
    load() {
      try {
        const kept: unknown = JSON.parse(store().getItem(name) ?? 'null');
        if (!isKept(kept)) return [];
        // Photos that nobody confirmed have gone by then.
        return kept.at + PENDING_MEDIA_SECONDS * 1000 > now() ? kept.photos : [];
      } catch {
        return [];
      }
    },
    save(photos) {
      try {
        if (unfinishedOf(photos).length > 0) store().setItem(name, JSON.stringify({ at: now(), photos }));
        else store().removeItem(name);
      } catch {
        // Full, or not allowed.
      }
    },
  };
}

/** Somebody may have written anything there. */
const isKept = (kept: unknown): kept is { at: number; photos: KeptPhoto[] } => {
  const { at, photos } = (kept ?? {}) as { at?: unknown; photos?: unknown };
  return typeof at === 'number' && Array.isArray(photos) && photos.every(isPhoto);
};
const isPhoto = (each: unknown) => {
  const { name, size, sha256 = '', photo = '' } = (each ?? {}) as Record<string, unknown>;
  return [name, sha256, photo].every((text) => typeof text === 'string') && typeof size === 'number';
};
