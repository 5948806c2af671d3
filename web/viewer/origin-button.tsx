import { ScanIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';
import type { Origin } from './use-tile-origin.ts';

/**
 * Asks about the tile in the middle of the window; as long as that is open, every click on the map asks about another. In words where there
 * is room for them: what the icon alone means, nobody guesses.
 */
export const OriginButton = ({ origin: { tile, button, toggle } }: { origin: Origin }) => (
  <button
    type="button"
    class="button plain origin-button"
    ref={button}
    aria-expanded={tile !== undefined}
    aria-label={text.tileOrigin}
    title={text.tileOrigin}
    onClick={toggle}
  >
    <ScanIcon />
    <span>{text.tileOrigin}</span>
  </button>
);
