import { HELD_SHOT_PIXELS } from '../../../../lib/limits.ts';
import type { Strip } from '../../ports/kernel.ts';
import { type Mask, prepareHeld } from './prepare-shot.ts';
import { type CoordsTools, holdShot, type ShotFile } from './read-shot.ts';

/** Shots whose files are read ahead: S3 answers in 20 to 40 ms, as long as a picture takes to decode. */
export const READS_AHEAD = 3;

/** Shots of a batch in the memory of the kernel: each decoded once, gone after its last use. */
export type OpenShots = {
  /** @throws ShotFailure `missing`, `unreadable`, `wrong_size`, each time it is asked for */
  strip(shot: ShotFile): Promise<Strip>;
  /** One of the uses that were announced is over. */
  done(shot: ShotFile): void;
  close(): void;
};

/** A shot, and whether it will surely be asked for: then its file is read ahead. */
export type Use = { shot: ShotFile; isSure: boolean };

/**
 * @param uses the shots in the order in which they may be needed, each as often as `done` will be called for it
 * @param size of all shots of the build, px
 */
export function openShots(
  tools: CoordsTools,
  mask: Mask,
  uses: Use[],
  size: { width: number; height: number },
): OpenShots {
  const left = new Map<string, number[]>();
  for (const [index, { shot }] of uses.entries()) left.set(shot.id, [...(left.get(shot.id) ?? []), index]);
  const files = [...new Map(uses.filter(({ isSure }) => isSure).map(({ shot }) => [shot.id, shot])).values()];
  const reading = new Map<string, Promise<Uint8Array | undefined>>();
  const held = new Map<string, Strip>();
  const most = Math.max(2, Math.floor(HELD_SHOT_PIXELS / (size.width * size.height)));

  const drop = (id: string) => {
    const strip = held.get(id);
    held.delete(id);
    if (strip) tools.kernel.free(strip);
  };
  /** Makes room: the one that is needed last goes, and is decoded again. */
  const makeRoom = (but: string[]) => {
    const others = [...held.keys()].filter((id) => !but.includes(id));
    const next = (id: string) => left.get(id)?.[0] ?? Number.POSITIVE_INFINITY;
    const last = others.sort((a, b) => next(b) - next(a))[0];
    if (last !== undefined) drop(last);
  };
  const read = (shot: ShotFile) => {
    const bytes = reading.get(shot.id) ?? tools.work.get(shot.key);
    reading.delete(shot.id);
    const at = files.findIndex(({ id }) => id === shot.id);
    for (const next of at < 0 ? [] : files.slice(at + 1, at + 1 + READS_AHEAD)) {
      if (reading.has(next.id) || held.has(next.id)) continue;
      const ahead = tools.work.get(next.key);
      // Whoever needs it gets the error; nobody else has to.
      ahead.catch(() => {});
      reading.set(next.id, ahead);
    }
    return bytes;
  };
  let recent = '';
  return {
    async strip(shot) {
      const before = held.get(shot.id);
      if (before) {
        recent = shot.id;
        return before;
      }
      const picture = await holdShot(tools, await read(shot), shot, size);
      if (held.size >= most) makeRoom([recent]);
      try {
        const strip = prepareHeld(tools.kernel, picture, mask);
        held.set(shot.id, strip);
        recent = shot.id;
        return strip;
      } finally {
        tools.kernel.free(picture);
      }
    },
    done({ id }) {
      const rest = left.get(id);
      rest?.shift();
      if (rest?.length !== 0) return;
      drop(id);
      reading.delete(id);
    },
    close() {
      for (const id of [...held.keys()]) drop(id);
    },
  };
}
