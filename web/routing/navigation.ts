import { signal } from '@preact/signals';

/** Path of the page on show; pages change without loading the document again. */
export const path = signal(location.pathname);

addEventListener('popstate', () => {
  path.value = location.pathname;
});

export function go(address: string, { replace = false } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  path.value = location.pathname;
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
