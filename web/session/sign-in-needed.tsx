import { Problem } from '../parts/problem.tsx';
import { text } from '../text/en.ts';
import { signIn, signInError } from './session.ts';

/** In place of what only its owner may see. */
export function SignInNeeded() {
  if (signInError.value) return <Problem title={text.signInFailed} error={signInError.value} retry={() => signIn()} />;
  return (
    <section class="message">
      <h2>{text.signInNeeded}</h2>
      <p>{text.signInNeededWhy}</p>
      <button type="button" class="button main" onClick={() => signIn()}>
        {text.signIn}
      </button>
    </section>
  );
}
