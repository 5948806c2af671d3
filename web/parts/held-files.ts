import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

type Target = EventTarget & { isConnected?: boolean };

/**
 * Which elements files are held over: the next one is entered before the last one is left, and one that is gone is never left,
 * so that counting alone would go wrong.
 */
export function heldOver() {
  const under = new Set<Target>();
  const isHeld = () => under.size > 0;
  return {
    enter(target: Target) {
      for (const other of under) if (other.isConnected === false) under.delete(other);
      under.add(target);
      return isHeld();
    },
    leave(target: Target) {
      under.delete(target);
      return isHeld();
    },
    end() {
      under.clear();
      return isHeld();
    },
  };
}

/** Whether files are held over the window just now. */
export function useHeldFiles(): boolean {
  const held = useSignal(false);
  useEffect(() => {
    const over = heldOver();
    const listening = new AbortController();
    const listen = (type: 'dragenter' | 'dragleave' | 'drop' | 'dragend', then: (event: DragEvent) => boolean) =>
      addEventListener(
        type,
        (event) => {
          if (type !== 'dragenter' || event.dataTransfer?.types.includes('Files')) held.value = then(event);
        },
        { capture: true, signal: listening.signal },
      );
    listen('dragenter', ({ target }) => over.enter(target!));
    listen('dragleave', ({ target }) => over.leave(target!));
    listen('drop', over.end);
    listen('dragend', over.end);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') held.value = over.end();
    };
    addEventListener('keydown', onKey, { capture: true, signal: listening.signal });
    return () => listening.abort();
  }, [held]);
  return held.value;
}
