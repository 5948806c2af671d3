/** docs/api/cli.schema.json as a judge of what commands printed, by a validator that knows nothing of zod. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/api/cli.schema.json'), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addSchema(schema, 'cli');

/** What is wrong with a document, a line each. @param name of a command, or of a document in `$defs` */
export function faultsOf(name: string, document: unknown): string[] {
  const validate = ajv.getSchema(`cli#/$defs/${encodeURIComponent(name)}`);
  if (!validate) throw new Error(`docs/api/cli.schema.json has no ${name}`);
  if (validate(document)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** The one document that a command has printed, as its schema says. */
export function documentOf<T = Record<string, unknown>>(name: string, stdout: string): T {
  const document = JSON.parse(stdout);
  expect(faultsOf(name, document), `${name}: ${stdout}`).toEqual([]);
  return document;
}
