/** Where the example stands in a page: between these two lines. */
const BEGIN = '<!-- docs/examples/album.ts, put here by `npm run openapi` -->\n```ts\n';
const END = '```\n<!-- end of the example -->';

/** The page with the example as it is now. @throws Error for a page without a place for it */
export function withExample(page: string, example: string): string {
  const [before, rest, ...more] = page.split(BEGIN);
  const at = rest?.indexOf(END) ?? -1;
  if (at < 0 || more.length > 0) throw new Error('The page has no place for the example, or more than one.');
  return `${before}${BEGIN}${example}${rest!.slice(at)}`;
}
