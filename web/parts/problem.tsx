import { failedBy, isFinal } from '../data/failed.ts';
import { WarningIcon } from '../icons/icons.tsx';
import { signIn } from '../session/session.ts';
import { text } from '../text/en.ts';
import { wayOut } from './way-out.ts';

/** The state "it did not work": the message, its request id, and the way on. What asking again does not change is not asked again. */
export function Problem(props: { title: string; error: unknown; retry?: () => void }) {
  const { message, requestId, status } = failedBy(props.error);
  const out = wayOut(location.pathname);
  return (
    <section class="message problem" role="alert">
      <h2 class="state failed">
        <WarningIcon /> {props.title}
      </h2>
      <p>
        {message}
        {status === 0 && ` ${text.noAnswerRemedy}`}
      </p>
      {requestId && !message.includes(requestId) && <p class="quiet small">{text.requestId(requestId)}</p>}
      <div class="actions">
        {props.retry && isFinal(props.error) && status !== 401 && out && (
          <a class="button" href={out.href}>
            {out.words}
          </a>
        )}
        {props.retry && !isFinal(props.error) && (
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
