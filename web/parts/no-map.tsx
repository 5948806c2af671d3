import { signedInAs, signIn } from '../session/session.ts';
import { text } from '../text/en.ts';
import { Mosaic } from './mosaic.tsx';

/** In place of a map that does not exist, or is not for this visitor: the API does not tell which. */
export const NoMap = () => (
  <section class="message whole">
    <Mosaic />
    <h1>{text.mapNotThere}</h1>
    <p>{signedInAs.value ? text.noSuchMap : text.noSuchMapOrPrivate}</p>
    <div class="actions">
      <a class="button main" href="/">
        {text.allMaps}
      </a>
      {!signedInAs.value && (
        <button type="button" class="button" onClick={() => signIn()}>
          {text.signIn}
        </button>
      )}
    </div>
  </section>
);
