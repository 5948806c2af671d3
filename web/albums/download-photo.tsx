import { useSignal } from '@preact/signals';
import { fileName } from '../../lambdas/album/file-name.ts';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import { failedBy } from '../data/failed.ts';
import { DownloadIcon } from '../icons/icons.tsx';
import { albumText } from '../text/en-album.ts';

type Props = { photo: Photo; download: (photo: Photo) => Promise<Blob> };

/** The file as it was uploaded. It is fetched with the login, which a plain link does not carry, and then saved. */
export function DownloadPhoto({ photo, download }: Props) {
  const state = useSignal<{ at: 'idle' | 'busy' | 'failed'; error?: unknown }>({ at: 'idle' });
  const save = async () => {
    if (state.peek().at === 'busy') return;
    state.value = { at: 'busy' };
    try {
      const address = URL.createObjectURL(await download(photo));
      const link = Object.assign(document.createElement('a'), {
        href: address,
        download: fileName(photo.name, photo.type),
      });
      link.click();
      // The browser reads it after the click.
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      state.value = { at: 'idle' };
    } catch (error) {
      state.value = { at: 'failed', error };
    }
  };
  const { at, error } = state.value;
  return (
    <>
      <button
        type="button"
        class="button plain square"
        aria-label={at === 'busy' ? albumText.downloading : albumText.download}
        title={albumText.download}
        aria-disabled={at === 'busy'}
        onClick={save}
      >
        <DownloadIcon />
      </button>
      <p class="photo-toast small" role="status">
        {at === 'busy' && albumText.downloading}
        {at === 'failed' && `${albumText.downloadFailed}: ${failedBy(error).message}`}
      </p>
    </>
  );
}
