/** What the browser shows when it comes back from the issuer: the last page of a login, from a server of some seconds. */
const WORDS = {
  done: ['You are logged in', 'You can close this page and go back to the terminal.'],
  refused: [
    'The login was refused',
    'Nothing was kept. The terminal says why, and how to try again. You can close this page.',
  ],
  strange: ['No login waits for this page', 'The address that the terminal shows begins one.'],
} as const;

export function callbackPage(outcome: keyof typeof WORDS): string {
  const [title, text] = WORDS[outcome];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Tessera</title><link rel="icon" href="data:,">
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0;min-height:100vh;display:grid;place-items:center}
main{padding:1rem;max-width:28rem}h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:0}</style></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body></html>
`;
}
