import { useSignal } from '@preact/signals';

/** Something that a person asks for and that takes a while: done once at a time, whether it is being done, and why it failed. */
export function useAct() {
  const isBusy = useSignal(false);
  const error = useSignal<unknown>(undefined);
  const act = async (work: () => Promise<void>): Promise<void> => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    error.value = undefined;
    try {
      await work();
    } catch (failure) {
      error.value = failure;
    } finally {
      isBusy.value = false;
    }
  };
  return { isBusy, error, act };
}
