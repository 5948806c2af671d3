import { useEffect } from 'preact/hooks';
import { Mosaic } from '../parts/mosaic.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { go } from '../routing/navigation.ts';
import { text } from '../text/en.ts';
import { finishSignIn, signIn, signInError } from './session.ts';

/** `/callback`: the way back from the issuer. */
export default function Callback() {
  useEffect(() => {
    finishSignIn()
      .then((returnTo) => go(returnTo, { replace: true }))
      .catch((error) => {
        signInError.value = error;
      });
  }, []);
  return (
    <Page title={text.signingIn} place="none">
      {signInError.value ? (
        <>
          <h1 class="unseen">{text.signInFailed}</h1>
          <Problem title={text.signInFailed} error={signInError.value} retry={() => signIn('/')} />
        </>
      ) : (
        <section class="message whole skeleton" role="status">
          <Mosaic />
          <h1>{text.signingIn}</h1>
        </section>
      )}
    </Page>
  );
}
