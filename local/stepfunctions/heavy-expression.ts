/** JSONata's functions that take long within one step: by the square of what they are given, or as much as they are told. */
const HEAVY_FUNCTIONS = new Set(['distinct', 'pad', 'reduce', 'formatInteger', 'formatNumber', 'parseInteger']);

/**
 * Whether an expression may take long at a place where nothing can interrupt it, or take any amount of memory: it has a
 * regular expression, a function of its own (which may call itself), a range, or one of the functions above. `ast` is JSONata's.
 */
export function isHeavy(ast: unknown): boolean {
  if (Array.isArray(ast)) return ast.some(isHeavy);
  if (typeof ast !== 'object' || ast === null || ast instanceof RegExp) return false;
  const { type, value } = ast as { type?: string; value?: unknown };
  if (type === 'regex' || type === 'lambda' || type === 'transform') return true;
  if (type === 'binary' && value === '..') return true;
  if (type === 'variable' && HEAVY_FUNCTIONS.has(String(value))) return true;
  if (type === 'function' && isToMillisByPicture(ast)) return true;
  return Object.values(ast).some(isHeavy);
}

/** A picture becomes a regular expression. */
const isToMillisByPicture = (call: { procedure?: { value?: unknown }; arguments?: unknown[] }) =>
  call.procedure?.value === 'toMillis' && (call.arguments?.length ?? 0) > 1;
