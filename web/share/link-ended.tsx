import { Mosaic } from '../parts/mosaic.tsx';
import { albumText } from '../text/en-album.ts';

/** In place of an album whose link opens nothing (any more): why, and what to do. */
export const LinkEnded = ({ code }: { code: string }) => (
  <section class="message whole" role="status">
    <Mosaic />
    <h1>{albumText.linkEndedTitles[code] ?? albumText.linkEndedTitles.not_found}</h1>
    <p>{albumText.linkEnded[code] ?? albumText.linkEnded.not_found}</p>
  </section>
);
