/** Where an expression stops making sense, in the service's words: the token, and what stands beside it. */
const TOKEN = /[A-Za-z_#:][\w]*|\d+|<>|<=|>=|\S/g;

/** @param offset where a parser gave up. */
export function syntaxError(expression: string, offset: number): string {
  const tokens = [...expression.matchAll(TOKEN)];
  const found = tokens.findIndex((each) => each.index + each[0].length > offset);
  if (found === -1) return `Syntax error; token: "<EOF>", near: "${tokens.at(-1)?.[0] ?? expression}"`;
  const last = tokens[found + 1] ?? tokens[found]!;
  const near = expression.slice((tokens[found - 1] ?? tokens[found]!).index, last.index + last[0].length);
  return `Syntax error; token: "${tokens[found]![0]}", near: "${near}"`;
}
