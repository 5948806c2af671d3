/** The document as others read it: by a validator that brings the OpenAPI Initiative's own schemas. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';

const FILE = join(import.meta.dirname, '../../docs/api/openapi.json');
const read = async () => JSON.parse(await readFile(FILE, 'utf8')) as { paths: Record<string, { get: object }> };

it('is valid OpenAPI 3.1, and every reference leads somewhere', async () => {
  const validator = new Validator();
  expect(await validator.validate(await read())).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  expect(() => validator.resolveRefs()).not.toThrow();
});

it('would not be valid with a parameter that has no place', async () => {
  const document = await read();
  Object.assign(document.paths['/api/maps']!.get, { parameters: [{ name: 'next' }] });
  expect(await new Validator().validate(document)).toMatchObject({ valid: false });
});
