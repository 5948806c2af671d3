import { PENDING_MEDIA_SECONDS } from '../../lib/limits.ts';
import { type KeptPhoto, unfinishedOf } from './unfinished.ts';

/**
 * Where lists of photos on their way outlive the page: one for each window, so that none writes over what another one remembers. A
 * browser that keeps nothing makes no trouble: then it is forgotten.
 */
export type KeptUploads = {
  /** Under which this window's list is kept. */
  name: string;
  /** What all windows left, by the names of their lists. */
  load(): Map<string, KeptPhoto[]>;
  /** Writes this window's list; the others, which it has taken over, go. */
  save(photos: readonly KeptPhoto[], takenOver?: readonly string[]): void;
};

/** @param key whose lists they are @param store sessionStorage for what should end with the tab */
export function keptUploads(key: string, store: () => Storage, now: () => number = Date.now): KeptUploads {
  const all = `tessera.uploads.${key}`;
  // No two windows are the same; nothing depends on that nobody guesses it, and randomUUID is there on HTTPS only.
  const name = `${all}.${Math.random().toString(36).slice(2)}`;
  const listIn = (text: string | null): KeptPhoto[] => {
    try {
      const kept: unknown = JSON.parse(text ?? 'null');
      // Photos that nobody confirmed have gone by then.
      return isKept(kept) && kept.at + PENDING_MEDIA_SECONDS * 1000 > now() ? kept.photos : [];
    } catch {
      return [];
    }
  };
  return {
    name,
    load() {
      const lists = new Map<string, KeptPhoto[]>();
      try {
        const items = store();
        const names = Array.from({ length: items.length }, (_, index) => items.key(index) ?? '');
        for (const each of names.filter((each) => each === all || each.startsWith(`${all}.`))) {
          const photos = listIn(items.getItem(each));
          if (photos.length > 0) lists.set(each, photos);
          else items.removeItem(each);
        }
      } catch {
        // Not allowed.
      }
      return lists;
    },
    save(photos, takenOver = []) {
      try {
        const items = store();
        if (unfinishedOf(photos).length > 0) items.setItem(name, JSON.stringify({ at: now(), photos }));
        else items.removeItem(name);
        // Not before this one is written.
        for (const other of takenOver) items.removeItem(other);
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
