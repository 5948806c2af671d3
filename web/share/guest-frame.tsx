import type { ComponentChildren } from 'preact';
import { Brand } from '../parts/brand.tsx';
import { useTitle } from '../parts/title.ts';
import { text } from '../text/en.ts';
import '../style/page.css';
import '../style/controls.css';
import './share.css';

/** The frame of pages for guests: nothing to sign in to, nothing but what the link shows. */
export function GuestFrame({ title, children }: { title: string; children: ComponentChildren }) {
  useTitle(title);
  return (
    <div class="page">
      <header class="masthead">
        <span class="brand">
          <Brand /> {text.brand}
        </span>
      </header>
      <main class="page-content">{children}</main>
    </div>
  );
}
