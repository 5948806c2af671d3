import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Leave, type Opened, type Viewing, viewing } from './viewing.ts';

/** What pictures need to know of the leave to look at them. */
export type Looking = {
  leave: ReadonlySignal<Leave>;
  /** Whether a picture did not come although the leave was renewed for it; false again with newer leave. */
  hasFailed: Signal<boolean>;
  refused: Viewing['refused'];
  retry: Viewing['retry'];
};

/** Leave to look at pictures for as long as the page is there. `key` names what is looked at. */
export function useViewing(open: () => Promise<Opened>, key: string): Looking {
  const leave = useSignal<Leave>({ generation: 0 });
  const hasFailed = useSignal(false);
  const look = useRef<Viewing | undefined>(undefined);
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    const show = (now: Leave) => {
      if (now.generation !== leave.peek().generation) hasFailed.value = false;
      leave.value = now;
    };
    leave.value = { generation: 0 };
    look.current = viewing({ open: () => latest.current(), show });
    return () => look.current?.stop();
  }, [key, leave, hasFailed]);
  return {
    leave,
    hasFailed,
    refused: async (generation) => look.current?.refused(generation),
    retry: () => look.current?.retry(),
  };
}
