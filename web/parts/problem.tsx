import { failedBy } from '../data/failed.ts';
import { WarningIcon } from '../icons/icons.tsx';
import { signIn } from '../session/session.ts';
import { text } from '../text/en.ts';

/** The state "it did not work": the message, its request id, and the way on. */
export function Problem(props: { title: string; error: unknown; retry?: () => void }) {
  const { message, requestId, status } = failedBy(props.error);
  return (
    <section class="message problem" role="alert">
      <h2 class="state failed">
        <WarningIcon /> {props.title}
      </h2>
      <p>{message}</p>
      {requestId && <p class="quiet small">{text.requestId(requestId)}</p>}
      <div class="actions">
        {props.retry && (
          <button type="button" class="button" onClick={props.retry}>
            {text.retry}
          </button>
        )}
        {status === 401 && (
          <button type="button" class="button main" onClick={() => signIn()}>
            {text.signIn}
          </button>
        )}
      </div>
    </section>
  );
}
