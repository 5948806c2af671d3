/**
 * Messages write commands as `tessera map ...`. From a clone npm runs them, and there is no such program: said as they were
 * invoked, they can be copied as they stand.
 */
export function asInvoked(text: string, env: NodeJS.ProcessEnv): string {
  if (env.npm_lifecycle_event !== 'tessera') return text;
  return text.split('\n').map(ofNpm).join('\n');
}

/** Without `-s` npm says two lines of its own first, which are no JSON and no token. */
function ofNpm(line: string): string {
  const npm = /--(json|print)\b/.test(line) ? 'npm run -s tessera -- ' : 'npm run tessera -- ';
  return line.replace(/\btessera (?=map [a-z]|log(?:in|out)\b|--help|COMMAND\b)/g, npm);
}
