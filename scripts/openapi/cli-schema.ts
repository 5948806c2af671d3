/** JSON Schema of every document that the commands print with `--json`, and of `map.json`. */
import * as z from 'zod';
import { COMMANDS } from '../../cli/commands.ts';
import * as documents from '../../cli/documents.ts';
import packageJson from '../../package.json' with { type: 'json' };

const DESCRIPTION =
  'Every document is whole: all of these fields are there and no others. A new version may add fields; none goes or changes its ' +
  'meaning. A command that ends with another exit code than 0 and 4 prints no document.';

/** `$defs` has a schema for each document, and one for each command under its name (`map create`) that refers to it. */
export function cliSchema() {
  const registry = z.registry<{ id: string }>();
  const names = new Map<unknown, string>();
  for (const [id, schema] of Object.entries(documents)) {
    registry.add(schema, { id });
    names.set(schema, id);
  }
  const { schemas } = z.toJSONSchema(registry, { io: 'output', uri: (id) => `#/$defs/${id}`, override: tidy });
  const own = Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema] as const);
  const byCommand = COMMANDS.map(({ name, document }) => [name, { $ref: `#/$defs/${names.get(document)}` }] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Documents of tessera --json',
    description: `tessera ${packageJson.version}. ${DESCRIPTION}`,
    $defs: Object.fromEntries([...byCommand, ...own]),
  };
}

/** Limits that only say what a number of JavaScript can be, and a second form of what `format` says. */
function tidy({ jsonSchema: schema }: { jsonSchema: Record<string, unknown> }): void {
  if (schema.format === 'date-time') delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  delete schema.propertyNames;
}
