import { signal } from '@preact/signals';

/** Path of the page on show, and its query; pages change without loading the document again. */
export const path = signal(location.pathname);
export const query = signal(location.search);

type MayLeave = (to: URL) => boolean;
let mayLeave: MayLeave | undefined;

/**
 * Asks before the page on show gives way to another: false keeps it, and whoever asks goes on to `to` later or not at all. The
 * document itself being left is `beforeunload`. @returns how to end that
 */
export function guardLeaving(guard: MayLeave): () => void {
  mayLeave = guard;
  return () => {
    if (mayLeave === guard) mayLeave = undefined;
  };
}

const show = () => {
  path.value = location.pathname;
  query.value = location.search;
};

addEventListener('popstate', () => {
  const isKept = mayLeave?.(new URL(location.href)) === false;
  // Going back has happened already: the address of what stays on show comes again.
  if (isKept) history.pushState(null, '', path.peek() + query.peek());
  else show();
});

export function go(address: string, { replace = false } = {}): void {
  if (mayLeave?.(new URL(address, location.href)) === false) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  show();
  scrollTo(0, 0);
}

/** Plain clicks on our own links stay in the app; a new tab, a download or another site is the browser's business. */
export function followLinks(): void {
  addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a');
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || link.origin !== location.origin || link.target || modified || event.button !== 0) return;
    if (event.defaultPrevented || link.hasAttribute('download')) return;
    event.preventDefault();
    go(link.href);
  });
}
