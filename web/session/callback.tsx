import { useEffect } from 'preact/hooks';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { go } from '../routing/navigation.ts';
import { text } from '../text/en.ts';
import { finishSignIn, signIn, signInError } from './session.ts';

/** `/callback`: the way back from the issuer. */
export default function Callback() {
  useEffect(() => {
    finishSignIn().then(
      (returnTo) => go(returnTo, { replace: true }),
      (error) => {
        signInError.value = error;
      },
    );
  }, []);
  return (
    <Page title={text.signingIn}>
      <h1 class="unseen">{text.signingIn}</h1>
      {signInError.value ? (
        <Problem title={text.signInFailed} error={signInError.value} retry={() => signIn('/')} />
      ) : (
        <p class="skeleton quiet" role="status">
          {text.signingIn}
        </p>
      )}
    </Page>
  );
}
