import { useSignal } from '@preact/signals';
import { CheckIcon, CopyIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';
import { copyText } from './copy-text.ts';

/** A command for the terminal, with a button that copies it. */
export function Command({ line }: { line: string }) {
  const copied = useSignal(false);
  const copy = async () => {
    copied.value = await copyText(line);
  };
  return (
    <div class="command">
      <code>{line}</code>
      <button type="button" class="button plain square" onClick={copy} aria-label={text.copyCommand}>
        {copied.value ? <CheckIcon /> : <CopyIcon />}
      </button>
      <span class="unseen" aria-live="polite">
        {copied.value && text.copied}
      </span>
    </div>
  );
}
