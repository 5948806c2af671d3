import { useEffect, useRef } from 'preact/hooks';
import { type Outage, outage } from './outage.ts';

/** An outage that ends sooner when the network is back or somebody looks at the page. */
export function useOutage(): Outage {
  const away = useRef<Outage>(undefined as never);
  away.current ??= outage();
  useEffect(() => {
    const { tryNow } = away.current;
    const seen = () => !document.hidden && tryNow();
    addEventListener('online', tryNow);
    document.addEventListener('visibilitychange', seen);
    return () => {
      removeEventListener('online', tryNow);
      document.removeEventListener('visibilitychange', seen);
    };
  }, []);
  return away.current;
}
