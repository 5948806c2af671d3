import { FolderIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';
import { type Chosen, droppedFiles, inputFiles } from './dropped-files.ts';
import { useHeldFiles } from './held-files.ts';
import '../style/drop.css';

type Props = {
  title: string;
  /** Which files are right. */
  what: string;
  accept?: string;
  onChosen: (files: Promise<Chosen>) => void;
};

const PICTURES = 'image/png,image/jpeg,image/webp';

/** A place to drop a folder or files on, and buttons for those who do not drag. */
export function ChooseFiles({ title, what, accept = PICTURES, onChosen }: Props) {
  const take = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    onChosen(Promise.resolve(inputFiles(input)));
    // The same files may be chosen again, once they are changed.
    input.value = '';
  };
  return (
    <section
      class={useHeldFiles() ? 'drop held' : 'drop'}
      aria-label={title}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (event.dataTransfer) onChosen(droppedFiles(event.dataTransfer));
      }}
    >
      <FolderIcon size={32} />
      <p>
        <strong>{title}</strong>
      </p>
      <p class="quiet small">{what}</p>
      <div class="drop-buttons">
        <label class="button main">
          <span aria-hidden="true">{text.chooseFolder}</span>
          <input
            class="unseen"
            type="file"
            aria-label={text.chooseFolder}
            multiple
            ref={choosesFolder}
            onChange={take}
          />
        </label>
        <label class="button">
          <span aria-hidden="true">{text.chooseFiles}</span>
          <input class="unseen" type="file" aria-label={text.chooseFiles} multiple accept={accept} onChange={take} />
        </label>
      </div>
    </section>
  );
}

/** As a property: JSX's types do not know the attribute, which all browsers have. */
const choosesFolder = (input: HTMLInputElement | null) => {
  if (input) input.webkitdirectory = true;
};
