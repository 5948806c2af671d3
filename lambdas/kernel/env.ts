import * as z from 'zod';

/**
 * Reads the variables a handler needs, once at its cold start: `const env = readEnv('MAP_TABLE', 'WORK_BUCKET')`.
 * @throws Error naming every variable that is missing or empty.
 */
export function readEnv<Name extends string>(...names: Name[]): Record<Name, string> {
  const schema = z.object(Object.fromEntries(names.map((name) => [name, z.string().min(1)])));
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data as Record<Name, string>;
  const missing = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new Error(`Environment variables are missing or empty: ${missing}. The stack sets them on the function.`);
}
