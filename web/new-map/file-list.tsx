import { useSignal } from '@preact/signals';
import { CheckIcon, UpIcon, WarningIcon } from '../icons/icons.tsx';
import { fileSize } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import type { Line } from './upload-list.ts';

/** As in the style sheet, px. */
const ROW = 28;
const SHOWN_ROWS = 8;
/** Rows beyond the edges, for a quick thumb. */
const SPARE_ROWS = 8;

/** Thousands of files: only the rows that are seen are there. */
export function FileList({ lines, label }: { lines: readonly Line[]; label: string }) {
  const top = useSignal(0);
  const first = Math.max(0, Math.floor(top.value / ROW) - SPARE_ROWS);
  const seen = lines.slice(first, first + SHOWN_ROWS + 2 * SPARE_ROWS);
  return (
    <section
      class="file-list"
      // Scrolled by the keyboard, too.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
      tabIndex={0}
      aria-label={label}
      onScroll={(event) => {
        top.value = event.currentTarget.scrollTop;
      }}
    >
      <ul style={{ height: `${lines.length * ROW}px`, paddingTop: `${first * ROW}px` }}>
        {seen.map((line, index) => (
          <FileRow key={line.file} line={line} place={first + index + 1} of={lines.length} />
        ))}
      </ul>
    </section>
  );
}

/** A file and how it stands. */
export function FileRow({ line, place, of }: { line: Line; place?: number; of?: number }) {
  const { file, bytes, sent, state } = line;
  const onItsWay = state === 'sending' && sent > 0;
  return (
    <li class={`file-row ${state}`} aria-setsize={of} aria-posinset={place}>
      <span class="file-mark">
        {(state === 'sent' || state === 'there') && <CheckIcon size={16} />}
        {state === 'sending' && <UpIcon size={16} />}
        {state === 'failed' && <WarningIcon size={16} />}
      </span>
      <span class="file-name">{file}</span>
      <span class="quiet small">
        {onItsWay && text.uploadOf(fileSize(sent), fileSize(bytes))}
        {!onItsWay && (state === 'waiting' || state === 'sent' ? fileSize(bytes) : text.fileStates[state])}
      </span>
      {(onItsWay || state === 'waiting' || state === 'sent') && <span class="unseen">{text.fileStates[state]}</span>}
    </li>
  );
}
