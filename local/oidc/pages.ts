/** The few pages of the issuer; plain HTML, because only developers see them. */
import type { User } from './users.ts';

const html = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${html(title)}</title><style>:root{color-scheme:light dark;font:16px/1.5 system-ui}body{max-width:30rem;margin:4rem auto;padding:0 1rem}
button{font:inherit;padding:.5rem 1rem;margin:0 .5rem .5rem 0}</style><main><h1>${html(title)}</h1>${body}</main></html>`;

/** One button a user; the first is whom the link named, if it named one. */
export const switchPage = (users: User[], current: User, suggested: User | undefined) =>
  page(
    'Who are you?',
    `<p>The next login is for <strong>${html(current.name)}</strong>.</p><form method="post">${users
      .map(({ id, name }) => {
        const focus = id === suggested?.id ? ' autofocus' : '';
        return `<button name="user" value="${html(id)}"${focus}>Log in as ${html(name)}</button>`;
      })
      .join('')}</form>`,
  );

export const switchedPage = (user: User) =>
  page(
    `You are ${user.name}`,
    `<p>Log out and in again in the open page, or reload it, to go on as ${html(user.name)}.</p>`,
  );

export const errorPage = (out: { error?: string; error_description?: string }) =>
  page('The login failed', `<p>${html(out.error ?? '')}: ${html(out.error_description ?? '')}</p>`);

/** `form` comes from the provider, with its protection against forgery. */
export const logoutPage = (form: string) =>
  page(
    'Log out',
    `${form}<button autofocus type="submit" form="op.logoutForm" name="logout" value="yes" id="yes">Log out</button>
<script>document.getElementById('yes').click()</script>`,
  );

export const loggedOutPage = () => page('Logged out', '<p>You can close this page.</p>');
