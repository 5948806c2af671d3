/** Jobs whose end somebody has taken note of, remembered in this browser. Another attempt of a job is told of again. */
import { signal } from '@preact/signals';
import type { Job } from '../../lambdas/map/schemas.ts';

const NAME = 'tessera.dismissed';
/** More than are ever told of at a time. */
const KEPT = 100;

type Attempt = Pick<Job, 'job_id' | 'attempt'>;

export const attemptName = ({ job_id, attempt }: Attempt): string => `${job_id} ${attempt}`;

export const dismissed = signal<ReadonlySet<string>>(new Set(read()));

export function dismiss(job: Attempt): void {
  const names = [...dismissed.value, attemptName(job)].slice(-KEPT);
  dismissed.value = new Set(names);
  try {
    localStorage.setItem(NAME, JSON.stringify(names));
  } catch {
    // Without a storage it is told of again when the page is loaded anew.
  }
}

function read(): string[] {
  try {
    const names = JSON.parse(localStorage.getItem(NAME) ?? '[]');
    return Array.isArray(names) ? names : [];
  } catch {
    return [];
  }
}
