import type { ComponentChildren } from 'preact';
import { signedInAs, signIn, signOut } from '../session/session.ts';
import { text } from '../text/en.ts';
import { Brand } from './brand.tsx';
import { useTitle } from './title.ts';
import '../style/page.css';
import '../style/controls.css';

type Props = {
  title: string;
  /** Which of the console's products the page belongs to; none: which one comes is not known yet. */
  place?: 'maps' | 'albums' | 'none';
  children: ComponentChildren;
};

/** The frame of the console's pages: brand, its products, who is signed in, content. */
export function Page({ title, place = 'maps', children }: Props) {
  useTitle(title);
  const name = signedInAs.value;
  return (
    <div class="page">
      <header class="masthead">
        <a class="brand" href="/">
          <Brand /> <span class="brand-name">{text.brand}</span>
        </a>
        <nav class="places" aria-label={text.places}>
          <a href="/" aria-current={place === 'maps' ? 'page' : undefined}>
            {text.maps}
          </a>
          <a href="/albums" aria-current={place === 'albums' ? 'page' : undefined}>
            {text.albums}
          </a>
        </nav>
        {name ? (
          <>
            <span class="who quiet small" title={name}>
              {name}
            </span>
            <button type="button" class="button plain" onClick={signOut}>
              {text.signOut}
            </button>
          </>
        ) : (
          <button type="button" class="button plain" onClick={() => signIn()}>
            {text.signIn}
          </button>
        )}
      </header>
      <main class="page-content">{children}</main>
    </div>
  );
}
