import { useEffect } from 'preact/hooks';

/**
 * What a dialog takes that Esc and a phone's way back do not close while something is going on. `cancel` alone is not enough:
 * Chromium lets it be prevented once, and closes the dialog at the second Esc. Where `closedby` is not known (Safari) the key is
 * taken, wherever the focus is.
 */
export function useStaysOpen(isBusy: boolean) {
  useEffect(() => {
    if (!isBusy) return;
    const keep = (event: KeyboardEvent) => event.key === 'Escape' && event.preventDefault();
    addEventListener('keydown', keep);
    return () => removeEventListener('keydown', keep);
  }, [isBusy]);
  return {
    closedby: isBusy ? ('none' as const) : ('closerequest' as const),
    onCancel: (event: Event) => isBusy && event.preventDefault(),
  };
}
