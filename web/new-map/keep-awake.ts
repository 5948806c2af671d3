/**
 * Asks the machine not to fall asleep while something is going on, where the browser can; what is asked for ends with the page
 * being hidden and is asked for again when it is shown. @returns how to let it sleep
 */
export function keepAwake(isNeeded: () => boolean): () => void {
  let lock: WakeLockSentinel | undefined;
  const ask = async () => {
    if (document.hidden || !isNeeded() || !('wakeLock' in navigator)) return;
    // Refused when the battery is low, say: the upload goes on after the sleep.
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
  };
  document.addEventListener('visibilitychange', ask);
  // When what follows has begun.
  queueMicrotask(ask);
  return () => {
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  };
}
