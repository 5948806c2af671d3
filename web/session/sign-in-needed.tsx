import { Mosaic } from '../parts/mosaic.tsx';
import { Problem } from '../parts/problem.tsx';
import { text } from '../text/en.ts';
import { signIn, signInError } from './session.ts';

/** In place of what is done or seen by name only; `why` says so. Comes back to `returnTo`, else to this address. */
export function SignInNeeded({ why, returnTo }: { why: string; returnTo?: string }) {
  if (signInError.value)
    return <Problem title={text.signInFailed} error={signInError.value} retry={() => signIn(returnTo)} />;
  return (
    <section class="message whole">
      <Mosaic />
      <h2>{text.signInNeeded}</h2>
      <p>{why}</p>
      <button type="button" class="button main" onClick={() => signIn(returnTo)}>
        {text.signIn}
      </button>
    </section>
  );
}
