/**
 * Messages write commands as `tessera map ...`. From a clone npm runs them, and there is no such program: said as they were
 * invoked, they can be copied as they stand.
 */
export function asInvoked(text: string, env: NodeJS.ProcessEnv): string {
  if (env.npm_lifecycle_event !== 'tessera') return text;
  return text.replace(/\btessera (?=(?:map [a-z]|login\b))/g, 'npm run tessera -- ');
}
