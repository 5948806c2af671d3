import { CloseIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';

/** The cross that takes something off the page. */
export const CloseButton = ({ label = text.close, onClick }: { label?: string; onClick: () => void }) => (
  <button type="button" class="button plain square" aria-label={label} title={label} onClick={onClick}>
    <CloseIcon />
  </button>
);
