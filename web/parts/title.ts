import { useEffect } from 'preact/hooks';
import { text } from '../text/en.ts';

/** Title of the window and its tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === text.brand ? title : `${title} - ${text.brand}`;
  }, [title]);
}
