import { useId } from 'preact/hooks';
import { Problem } from '../parts/problem.tsx';
import { useStaysOpen } from '../parts/stays-open.ts';
import { useAct } from '../parts/use-act.ts';
import { useModal } from '../parts/use-modal.ts';
import { albumText } from '../text/en-album.ts';
import '../style/dialog.css';

export type AlbumWords = { name: string; description: string };
type Props = {
  title: string;
  words: { act: string; acting: string; failed: string };
  album?: AlbumWords;
  /** What it throws is shown. */
  onSave: (album: AlbumWords) => Promise<void>;
  onClose: () => void;
};

/** Asks for what an album is called, for a new one or one that is there. */
export function AlbumForm({ title, words, album, onSave, onClose }: Props) {
  const { dialog, close } = useModal();
  const id = useId();
  const { isBusy, error, act } = useAct();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const typed = (field: keyof AlbumWords) => String(fields.get(field)).trim();
    void act(async () => {
      await onSave({ name: typed('name'), description: typed('description') });
      close();
    });
  };
  return (
    <dialog ref={dialog} class="dialog confirm" aria-labelledby={id} {...useStaysOpen(isBusy.value)} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      <form class="album-form" onSubmit={submit}>
        <label class="field">
          {albumText.albumName}
          <input name="name" required maxLength={100} pattern=".*\S.*" defaultValue={album?.name} />
        </label>
        <label class="field">
          {albumText.albumDescription}
          <textarea name="description" rows={3} maxLength={1000} defaultValue={album?.description} />
        </label>
        {Boolean(error.value) && <Problem title={words.failed} error={error.value} />}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={close}>
            {albumText.cancel}
          </button>
          <button type="submit" class="button main" aria-disabled={isBusy.value}>
            {isBusy.value ? words.acting : words.act}
          </button>
        </div>
      </form>
    </dialog>
  );
}
