import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';

/** What a view knows of its data: nothing yet, the data, or why there is none (then the last data stay on show). */
export type Loaded<T> = { data?: T; error?: unknown };

/**
 * Loads when the page opens and whenever a key changes. Data that are on show stay until newer ones are there, so nothing
 * jumps; an answer that comes after a newer question is dropped.
 */
export function useLoaded<T>(load: () => Promise<T>, keys: unknown[]): ReadonlySignal<Loaded<T>> & { reload(): void } {
  const state = useSignal<Loaded<T>>({});
  const question = useSignal(0);
  // The caller names what the question depends on.
  const reload = useCallback(async () => {
    const mine = ++question.value;
    const answer = await load().then(
      (data): Loaded<T> => ({ data }),
      (error): Loaded<T> => ({ data: state.peek().data, error }),
    );
    if (mine === question.peek()) state.value = answer;
  }, keys);
  useEffect(() => {
    void reload();
  }, [reload]);
  return Object.assign(state, { reload });
}
