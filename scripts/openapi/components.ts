/** JSON Schemas of the API from the zod schemas that validate it. */
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { AnyError } from '../../lambdas/kernel/error-answer.ts';

export type JsonSchema = { [keyword: string]: unknown };
/** Which side of the wire: what has a default may be left out of a request and is always in an answer. */
type Side = 'input' | 'output';
export type Components = {
  /** A reference to the schema by its name; schemas without a name stand where they are used. */
  of(schema: z.ZodType, side: Side): JsonSchema;
  /** The schemas of the fields of an object, by name. */
  fieldsOf(schema: z.ZodObject): { name: string; required: boolean; schema: JsonSchema }[];
  /** Everything that was referred to so far, by name. */
  named(): Record<string, JsonSchema>;
};

const ROOT = join(import.meta.dirname, '../..');
const PLACE = '#/components/schemas/';
/** No schema is exported under this. */
const NAMELESS = '(here)';

/** Every zod schema that a product's schemas export, by the name it is exported under. */
export async function exportedSchemas(): Promise<Map<string, z.ZodType>> {
  const files = [
    'lambdas/kernel/error-answer.ts',
    'client/map-client.ts',
    ...globSync('lambdas/*/*schemas.ts', { cwd: ROOT }).sort(),
  ];
  const found = new Map<string, z.ZodType>();
  for (const file of files) {
    const module = (await import(pathToFileURL(join(ROOT, file)).href)) as Record<string, unknown>;
    for (const [name, schema] of Object.entries(module)) {
      if (!(schema instanceof z.ZodType)) continue;
      if (found.has(name)) throw new Error(`${basename(file)}: another file exports a schema ${name}; name it anew.`);
      found.set(name, schema);
    }
  }
  return found;
}

export function componentsOf(exported: ReadonlyMap<string, z.ZodType>): Components {
  const used = new Map<string, JsonSchema>();
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of exported) registry.add(schema, { id });
  const sides = { input: convert(registry, 'input'), output: convert(registry, 'output') };

  const note = (schema: JsonSchema, side: Side): JsonSchema => {
    for (const name of referencesOf(schema)) {
      const own = sides[side][name]!;
      const before = used.get(name);
      if (before && JSON.stringify(before) !== JSON.stringify(own)) {
        throw new Error(`${name} is not the same in a request and in an answer; export two schemas.`);
      }
      if (before) continue;
      used.set(name, own);
      note(own, side);
    }
    return schema;
  };
  const of = (schema: z.ZodType, side: Side): JsonSchema => {
    const id = registry.get(schema)?.id;
    if (id) return note({ $ref: PLACE + id }, side);
    // A schema without a name is converted under one of its own, so that what it holds becomes references.
    const alone = z.registry<{ id: string }>();
    for (const [name, each] of exported) alone.add(each, { id: name });
    alone.add(schema, { id: NAMELESS });
    return note(convert(alone, side)[NAMELESS]!, side);
  };

  return {
    of,
    fieldsOf: (schema) =>
      Object.entries(schema.shape).map(([name, field]) => {
        const isOptional = field instanceof z.ZodOptional;
        return { name, required: !isOptional, schema: of(field as z.ZodType, 'input') };
      }),
    named: () => Object.fromEntries([...used].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function convert(registry: z.core.$ZodRegistry<{ id: string }>, io: Side): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: (id) => PLACE + id,
    override: ({ zodSchema, jsonSchema }) => readable(zodSchema, jsonSchema as JsonSchema),
  });
  return Object.fromEntries(
    Object.entries(schemas as Record<string, JsonSchema>).map(([id, { $schema, $id, ...schema }]) => [id, schema]),
  );
}

/** Leaves out what people do not need to read and what would bind more than the API promises. */
function readable(zodSchema: z.core.$ZodType, schema: JsonSchema): void {
  const { def } = zodSchema._zod;
  delete schema.propertyNames;
  if (schema.format === 'date-time') delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (def.type === 'tuple') asListOfLength(schema);
  // Of `oneOf` generators make a choice (Swift: an enum), of `anyOf` one thing with the fields of all.
  if (zodSchema === AnyError) {
    schema.oneOf = schema.anyOf;
    delete schema.anyOf;
  }
  // A flag that is true or left out: openapi-generator's Kotlin makes a text of the constant and does not compile.
  if (schema.type === 'boolean') delete schema.const;
  // A number in a query is validated as the text that it is there.
  if (schema.type === 'integer') {
    delete schema.pattern;
    delete schema.format;
  }
  // Answers may get further fields; only requests are strict.
  if (def.type === 'object' && !(def as z.core.$ZodObjectDef).catchall) delete schema.additionalProperties;
}

/**
 * A tuple as a list of that length: `items: false` stops generators of clients (openapi-python-client), and most know no `prefixItems`.
 * Both say the same where all items have one schema.
 */
function asListOfLength(schema: JsonSchema): void {
  const { prefixItems = [], items } = schema as { prefixItems?: JsonSchema[]; items?: unknown };
  // One that goes on after these is left as it is.
  if (items !== false && items !== undefined) return;
  const [first, ...others] = prefixItems.map((item) => JSON.stringify(item));
  delete schema.items;
  Object.assign(schema, { minItems: prefixItems.length, maxItems: prefixItems.length });
  if (first === undefined || others.some((other) => other !== first)) return;
  delete schema.prefixItems;
  schema.items = prefixItems[0];
}

/** Names of the components that a schema refers to itself. */
function referencesOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) =>
    keyword === '$ref' ? [String(value).slice(PLACE.length)] : referencesOf(value),
  );
}
