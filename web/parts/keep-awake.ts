/**
 * Asks the machine not to fall asleep from now on, where the browser can; what is asked for ends with the page being hidden and is
 * asked for again when it is shown. @returns how to let it sleep
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let isAsking = false;
  let isOver = false;
  const ask = async () => {
    const isHeld = isAsking || lock?.released === false;
    if (isOver || isHeld || document.hidden || !('wakeLock' in navigator)) return;
    isAsking = true;
    // Refused when the battery is low, say: the upload goes on after the sleep.
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    isAsking = false;
    if (isOver) void lock?.release();
  };
  document.addEventListener('visibilitychange', ask);
  void ask();
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  };
}
