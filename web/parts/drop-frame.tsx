import { useHeldFiles } from './held-files.ts';
import '../style/drop.css';

/** While files are held over the window: a frame around what takes them, and what comes of letting go. */
export function DropFrame({ words }: { words: string }) {
  if (!useHeldFiles()) return null;
  return (
    <div class="drop-frame">
      <p>{words}</p>
    </div>
  );
}
