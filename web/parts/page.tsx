import type { ComponentChildren } from 'preact';
import { signedInAs, signIn, signOut } from '../session/session.ts';
import { text } from '../text/en.ts';
import { useTitle } from './title.ts';
import '../style/page.css';
import '../style/controls.css';

/** The frame of the console's pages: brand, who is signed in, content. */
export function Page({ title, children }: { title: string; children: ComponentChildren }) {
  useTitle(title);
  const name = signedInAs.value;
  return (
    <div class="page">
      <header class="masthead">
        <a class="brand" href="/">
          <Brand /> {text.brand}
        </a>
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

const Brand = () => (
  <svg width="24" height="24" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" class="icon brand-mark">
    <path d="M3 3h8v8H3zM13 13h8v8h-8z" />
    <path d="M13 3h8v8h-8zM3 13h8v8H3z" opacity=".45" />
  </svg>
);
