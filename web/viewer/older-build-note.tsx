import { useSignal } from '@preact/signals';
import { CloseIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';

/** Says that a link was made for an earlier build, and which one is on show now. */
export function OlderBuildNote({ shown }: { shown: boolean }) {
  const closed = useSignal(false);
  if (closed.value) return null;
  return (
    <div class="viewer-note floating small" role="status">
      {shown ? (
        <span>
          {text.olderBuildShown}{' '}
          <a href={location.pathname} target="_self">
            {text.showNewest}
          </a>
        </span>
      ) : (
        <span>{text.olderBuildGone}</span>
      )}
      <button
        type="button"
        class="button plain square"
        aria-label={text.close}
        onClick={() => {
          closed.value = true;
        }}
      >
        <CloseIcon />
      </button>
    </div>
  );
}
