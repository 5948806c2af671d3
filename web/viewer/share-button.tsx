import { useSignal } from '@preact/signals';
import { CheckIcon, LinkIcon } from '../icons/icons.tsx';
import { copyText } from '../parts/copy-text.ts';
import { text } from '../text/en.ts';
import { type Place, writePlace } from './link-hash.ts';

/** How long "Link copied" stays, in ms: time to read two words. */
const SHOWN_MS = 2500;

/** Copies a link that keeps place, zoom and build; where there is no clipboard the link is shown to be copied by hand. */
export function ShareButton({ place }: { place: () => Place }) {
  const state = useSignal<{ link: string; copied: boolean } | undefined>(undefined);
  const share = async () => {
    const link = location.origin + location.pathname + location.search + writePlace(place());
    const copied = await copyText(link);
    state.value = { link, copied };
    if (copied) {
      setTimeout(() => {
        state.value = undefined;
      }, SHOWN_MS);
    }
  };
  const close = () => {
    state.value = undefined;
  };
  return (
    <>
      <button type="button" class="button plain square" onClick={share} aria-label={text.share} title={text.share}>
        {state.value?.copied ? <CheckIcon /> : <LinkIcon />}
      </button>
      <div class="viewer-toast" role="status">
        {state.value?.copied && <p class="floating small">{text.linkCopied}</p>}
        {state.value && !state.value.copied && (
          <label class="field floating">
            {text.copyByHand}
            <input
              readOnly
              value={state.value.link}
              ref={(field) => field?.select()}
              onBlur={close}
              onKeyDown={(event) => event.key === 'Escape' && close()}
            />
          </label>
        )}
      </div>
    </>
  );
}
