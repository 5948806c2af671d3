import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { SHARE } from '../../lib/limits/shares.ts';
import { failedBy } from '../data/failed.ts';
import { LockIcon, WarningIcon } from '../icons/icons.tsx';
import { duration } from '../parts/durations.ts';
import { Problem } from '../parts/problem.tsx';
import { albumText } from '../text/en-album.ts';
import { endOfLink } from './end-of-link.ts';

type Props = {
  /** Opens the album. @throws ApiError: 401 wrong, 429 too many tries */
  onPassword: (password: string) => Promise<void>;
  /** The link opens nothing any more. */
  onEnded: (error: unknown) => void;
};

/** A refusal that does not say for how long it stands. */
const USUAL_WAIT_SECONDS = 60;

/** Asks for the password of a link, and says when it was not that, or when to try again. */
export function PasswordForm({ onPassword, onEnded }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const isBusy = useSignal(false);
  const error = useSignal<unknown>(undefined);
  /** Until when nobody may try, ms; and the clock, while it matters. */
  const until = useSignal(0);
  const now = useSignal(Date.now());
  const isWaiting = until.value > now.value;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 1000);
    return () => clearInterval(timer);
  }, [isWaiting, now]);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy.peek() || isWaiting) return;
    isBusy.value = true;
    error.value = undefined;
    try {
      await onPassword(field.current!.value);
    } catch (failure) {
      if (endOfLink(failure)) return onEnded(failure);
      const { status, retryAfter = USUAL_WAIT_SECONDS } = failedBy(failure);
      if (status === 429) {
        now.value = Date.now();
        until.value = now.value + retryAfter * 1000;
      }
      error.value = failure;
      field.current?.select();
    } finally {
      isBusy.value = false;
    }
  };
  const { status } = failedBy(error.value);
  const wait = duration((until.value - now.value) / 1000);
  const said = isWaiting ? albumText.tooManyTries(wait) : status === 401 ? albumText.wrongPassword : '';
  return (
    <form class="message whole password-form" onSubmit={submit}>
      <LockIcon size={32} />
      <h1>{albumText.passwordNeeded}</h1>
      <p>{albumText.passwordWhat}</p>
      <label class="field">
        {albumText.password}
        <input
          ref={field}
          name="password"
          type="password"
          required
          maxLength={SHARE.password[1]}
          autocomplete="current-password"
          aria-describedby="password-said"
          aria-invalid={status === 401}
        />
      </label>
      {/* Read aloud once for each answer, not for each second of waiting. */}
      <p id="password-said" class="state failed" role="alert" aria-live={isWaiting ? 'off' : 'assertive'}>
        {said && <WarningIcon size={16} />} {said}
      </p>
      <button type="submit" class="button main" aria-disabled={isBusy.value || isWaiting}>
        {isBusy.value ? albumText.openingAlbum : albumText.openAlbum}
      </button>
      {Boolean(error.value) && status !== 401 && status !== 429 && (
        <Problem title={albumText.linkFailedToOpen} error={error.value} />
      )}
    </form>
  );
}
