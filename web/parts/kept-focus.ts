import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * For the heading of something that goes on in steps: when the button that was pressed goes with its step, the focus goes to the
 * heading, so that Tab and the screen reader go on from there and not from the top of the page. Focus that is somewhere stays.
 */
export function useKeptFocus<Heading extends HTMLElement>(step: string): RefObject<Heading | null> {
  const heading = useRef<Heading>(null);
  const before = useRef(step);
  useLayoutEffect(() => {
    if (before.current === step) return;
    before.current = step;
    const focused = document.activeElement;
    if (focused && focused !== document.body && focused.tagName !== 'DIALOG') return;
    if (!heading.current) return;
    heading.current.tabIndex = -1;
    heading.current.focus({ preventScroll: true });
  }, [step]);
  return heading;
}
