import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { findRepaired, type Repair } from '../../client/repaired-shots.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';
import type { Picture } from '../parts/check-pictures.ts';
import type { Chosen } from '../parts/dropped-files.ts';
import type { Outage } from '../parts/outage.ts';
import { useOutage } from '../parts/use-outage.ts';
import { goOn, lookingAtFiles, redrive, shotsOf } from './redriving.ts';

export type FoundRepair = Repair<File, Omit<Picture, 'file'>>;
export type RepairStep =
  | { at: 'choosing' }
  | { at: 'checking' | 'uploading'; done: number; all: number }
  | { at: 'found'; repair: FoundRepair };

type Repairing = {
  step: ReadonlySignal<RepairStep>;
  /** Why the last thing that was tried did not work; what was found stays. */
  error: ReadonlySignal<unknown>;
  /** A platform that is waited for while pictures are uploaded. */
  away: Outage;
  /** Looks at files, together with those that were given before: people repair one picture after the other. */
  take(chosen: Promise<Chosen>): Promise<void>;
  forget(): void;
  /** Goes on with what was found; with nothing found as things are. */
  send(): Promise<void>;
  stop(): void;
};

/**
 * From files to a job that goes on.
 * @param needsPictures failed shots have to be among the files
 */
export function useRepairing(job: Job, needsPictures: boolean, onRedriven: (job: Job) => void): Repairing {
  const step = useSignal<RepairStep>({ at: 'choosing' });
  const error = useSignal<unknown>(undefined);
  const given = useRef(new Map<string, File>());
  const looks = useRef(0);
  const away = useOutage();
  const sending = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => sending.current?.abort(), []);

  const found = useRef<{ repair: FoundRepair; of: Awaited<ReturnType<typeof shotsOf>> } | undefined>(undefined);
  const showFound = () => {
    step.value = found.current ? { at: 'found', repair: found.current.repair } : { at: 'choosing' };
  };

  const take = async (chosen: Promise<Chosen>) => {
    const look = ++looks.current;
    // Files that come while others are looked at begin a look at all of them; the one before is dropped.
    const show = (next: RepairStep) => {
      if (look === looks.current) step.value = next;
    };
    error.value = undefined;
    show({ at: 'checking', done: 0, all: 0 });
    try {
      for (const file of (await chosen).files) if (!isHidden(file)) given.current.set(file.name, file);
      const of = await shotsOf(api, job.job_id);
      const shots = needsPictures ? of.shots : of.shots.map((shot) => ({ ...shot, failed: false }));
      const onChecked = (done: number, all: number) => show({ at: 'checking', done, all });
      const repair = await findRepaired({ ...of, shots }, given.current, { ...lookingAtFiles, onChecked });
      if (look !== looks.current) return;
      found.current = { repair, of };
    } catch (failure) {
      if (look !== looks.current) return;
      error.value = failure;
    }
    showFound();
  };

  const send = async () => {
    sending.current = new AbortController();
    const { signal } = sending.current;
    const keepOpen = (event: BeforeUnloadEvent) => event.preventDefault();
    const all = found.current?.repair.changed.length ?? 0;
    const onUploaded = (done: number) => {
      step.value = { at: 'uploading', done, all };
    };
    error.value = undefined;
    onUploaded(0);
    addEventListener('beforeunload', keepOpen);
    try {
      const { of, repair } = found.current ?? {};
      const changed = repair?.changed ?? [];
      const options = { signal, onUploaded, pause: away.pause, onShot: away.over };
      const redriven = of ? await redrive(api, of, changed, options) : await goOn(api, job.job_id, options);
      onRedriven(redriven);
    } catch (failure) {
      if (!signal.aborted) error.value = failure;
      showFound();
    } finally {
      away.over();
      removeEventListener('beforeunload', keepOpen);
    }
  };

  return {
    ...{ step, error, away, take, send },
    forget() {
      looks.current++;
      given.current.clear();
      found.current = undefined;
      error.value = undefined;
      showFound();
    },
    stop: () => sending.current?.abort(),
  };
}

/** What operating systems leave in folders (`.DS_Store`). */
const isHidden = ({ name }: File) => name.startsWith('.');
