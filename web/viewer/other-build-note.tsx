import { useSignal } from '@preact/signals';
import { CloseButton } from '../parts/close-button.tsx';
import { text } from '../text/en.ts';

/** Says that a build is on show which is not the published one, or that the linked one is gone. */
export function OtherBuildNote({ shown, showPublished }: { shown: boolean; showPublished: () => void }) {
  const closed = useSignal(false);
  if (closed.value) return null;
  return (
    <div class="viewer-note floating small" role="status">
      {shown ? (
        <>
          <span>{text.otherBuildShown}</span>
          <button type="button" class="button plain" onClick={showPublished}>
            {text.showPublished}
          </button>
        </>
      ) : (
        <span>{text.otherBuildGone}</span>
      )}
      <CloseButton
        onClick={() => {
          closed.value = true;
        }}
      />
    </div>
  );
}
