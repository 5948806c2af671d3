import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { CheckIcon, CopyIcon } from '../icons/icons.tsx';
import { copyText } from '../parts/copy-text.ts';
import { albumText } from '../text/en-album.ts';

type Props = { link: string; onAnother: () => void };

/** A link that was just made: only its hash is kept, so nobody can show it again. */
export function LinkOnce({ link, onAnother }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const state = useSignal<'new' | 'copied' | 'by hand'>('new');
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const copy = async () => {
    state.value = (await copyText(link)) ? 'copied' : 'by hand';
    if (state.value === 'by hand') field.current?.select();
  };
  return (
    <section class="share-once" aria-label={albumText.linkReady}>
      <h3>{albumText.linkReady}</h3>
      <div class="share-link">
        <label class="field">
          <span class="unseen">{albumText.linkField}</span>
          <input ref={field} readOnly value={link} />
        </label>
        <button type="button" class="button main" onClick={copy}>
          {state.value === 'copied' ? <CheckIcon /> : <CopyIcon />} {albumText.copyLink}
        </button>
      </div>
      <p class="small" role="status">
        {state.value === 'copied' && `${albumText.linkCopied}. `}
        {state.value === 'by hand' && `${albumText.copyByHand} `}
        {albumText.linkOnce}
      </p>
      <button type="button" class="button" onClick={onAnother}>
        {albumText.newLink}
      </button>
    </section>
  );
}
