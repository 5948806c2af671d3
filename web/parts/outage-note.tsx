import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { WarningIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';
import type { Outage } from './outage.ts';
import '../style/outage.css';

/** Nobody need do anything; who knows that the network is back need not wait. */
export function OutageNote({ away }: { away: Outage }) {
  const now = useSignal(Date.now());
  const isAway = away.nextTry.value !== undefined;
  useEffect(() => {
    if (!isAway) return;
    now.value = Date.now();
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 500);
    return () => clearInterval(timer);
  }, [isAway]);
  const seconds = Math.ceil(((away.nextTry.value ?? 0) - now.value) / 1000);
  return (
    <div class="outage" role="status">
      {isAway && (
        <>
          <WarningIcon />
          <p>
            <strong>{text.noConnection}</strong> {/* Read aloud once, not each second. */}
            <span class="quiet" aria-live="off">
              {text.nextTry(seconds)}
            </span>
          </p>
          <button type="button" class="button" onClick={away.tryNow}>
            {text.tryNow}
          </button>
        </>
      )}
    </div>
  );
}
