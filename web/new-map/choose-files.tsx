import { FolderIcon } from '../icons/icons.tsx';
import { text } from '../text/en.ts';
import { type Chosen, droppedFiles, inputFiles } from './dropped-files.ts';

/** A place to drop a folder on, and buttons for those who do not drag. */
export function ChooseFiles({ onChosen }: { onChosen: (files: Promise<Chosen>) => void }) {
  const take = (event: Event) => onChosen(Promise.resolve(inputFiles(event.currentTarget as HTMLInputElement)));
  return (
    <section
      class="drop"
      aria-label={text.dropHere}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (event.dataTransfer) onChosen(droppedFiles(event.dataTransfer));
      }}
    >
      <FolderIcon size={32} />
      <p>
        <strong>{text.dropHere}</strong>
      </p>
      <p class="quiet small">{text.dropWhat}</p>
      <div class="drop-buttons">
        <label class="button main">
          {text.chooseFolder}
          <input class="unseen" type="file" multiple ref={choosesFolder} onChange={take} />
        </label>
        <label class="button">
          {text.chooseFiles}
          <input class="unseen" type="file" multiple accept="image/png,image/jpeg,image/webp,.json" onChange={take} />
        </label>
      </div>
    </section>
  );
}

/** As a property: JSX's types do not know the attribute, which all browsers have. */
const choosesFolder = (input: HTMLInputElement | null) => {
  if (input) input.webkitdirectory = true;
};
