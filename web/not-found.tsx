import { Mosaic } from './parts/mosaic.tsx';
import { Page } from './parts/page.tsx';
import { text } from './text/en.ts';

export default function NotFound() {
  return (
    <Page title={text.notFound}>
      <section class="message whole">
        <Mosaic />
        <h1>{text.notFound}</h1>
        <p>{text.notFoundWhy}</p>
        <a class="button main" href="/">
          {text.allMaps}
        </a>
      </section>
    </Page>
  );
}
