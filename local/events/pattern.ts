/** Event patterns of EventBridge: which events a rule is about. */

type Value = string | number | boolean | null;
/** Fields of the event by name; a list holds the values that are welcome. */
export type Pattern = { [field: string]: Pattern | Value[] };

/**
 * Refuses what does not match by equal values: operators (`prefix`, `anything-but`, `$or`, ...), which no template uses so far.
 * @throws Error naming the field
 */
export function checkPattern(pattern: unknown, field = ''): asserts pattern is Pattern {
  if (Array.isArray(pattern)) {
    const operator = pattern.find((value) => typeof value === 'object' && value !== null);
    if (operator) throw new Error(`${field}: the operator ${Object.keys(operator).join()} is not known here`);
    if (pattern.length === 0) throw new Error(`${field}: an empty list matches nothing`);
    return;
  }
  if (typeof pattern !== 'object' || pattern === null || Object.keys(pattern).length === 0)
    throw new Error(`${field || 'the pattern'}: must be a list of values, or fields that hold such lists`);
  for (const [name, inner] of Object.entries(pattern)) {
    const path = field ? `${field}.${name}` : name;
    if (name.startsWith('$')) throw new Error(`${path}: the operator ${name} is not known here`);
    checkPattern(inner, path);
  }
}

/** Whether every field of the pattern holds one of its values; a list in the event needs one value in common. */
export function matches(pattern: Pattern, event: unknown): boolean {
  if (typeof event !== 'object' || event === null) return false;
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = (event as Record<string, unknown>)[name];
    if (!Array.isArray(wanted)) return matches(wanted, value);
    return [value].flat().some((each) => wanted.includes(each as Value));
  });
}
