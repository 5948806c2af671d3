import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export type OpenPhoto = {
  /** Id of the photo on show. */
  id: ReadonlySignal<string | undefined>;
  open(id: string): void;
  /** Another one in its place: going back leads to the album, however many were looked at. */
  change(id: string): void;
  close(): void;
};

const inAddress = () => decodeURIComponent(location.hash.slice(1)) || undefined;

/** Which photo is on show stands in the address (`#photo_…`): a link leads to it, and a phone's way back to the album. */
export function useOpenPhoto(): OpenPhoto {
  const id = useSignal(inAddress());
  const wasOpened = useRef(false);
  useEffect(() => {
    const read = () => {
      id.value = inAddress();
      if (!id.value) wasOpened.current = false;
    };
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, [id]);
  return {
    id,
    open(photo) {
      history.pushState(null, '', `#${photo}`);
      wasOpened.current = true;
      id.value = photo;
    },
    change(photo) {
      history.replaceState(null, '', `#${photo}`);
      id.value = photo;
    },
    close() {
      if (wasOpened.current) return history.back();
      history.replaceState(null, '', location.pathname + location.search);
      id.value = undefined;
    },
  };
}
