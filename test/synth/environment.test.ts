import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';
import { MAP_ROUTES } from '../../lambdas/map/routes.ts';
import { ofType, type Resource, synthesisedResources } from '../support/templates.ts';

const HANDLERS = 'lambdas/map/handlers';
let resources: Record<string, Resource>;
beforeAll(async () => {
  resources = await synthesisedResources();
});

/** Names given to `readEnv` in a handler and in what connects it: adapters, the verifier of tokens. */
function variablesOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const own = [...source.matchAll(/readEnv\(([^)]*)\)/g)].flatMap(([, names]) =>
    [...names!.matchAll(/'(\w+)'/g)].map(([, name]) => name!),
  );
  const adapters = [...source.matchAll(/from '(\.\.\/adapters\/[^']+)'/g)].map(([, path]) =>
    join(dirname(file), path!),
  );
  const route = (MAP_ROUTES as Record<string, ApiRoute>)[basename(file, '.ts')];
  const verifier = route?.login === 'optional' ? ['OIDC_ISSUER', 'OIDC_AUDIENCE'] : [];
  return [...new Set([...own, ...verifier, ...adapters.flatMap(variablesOf)])].sort();
}

const pascal = (name: string) => name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
const handlers = readdirSync(HANDLERS).filter((file) => file.endsWith('.ts') && !file.includes('.test.'));

test.each(handlers)('%s gets every variable that it reads', (file) => {
  const id = new RegExp(`^${pascal(file.replace('.ts', ''))}[0-9A-F]{8}$`);
  const [, fn] = ofType(resources, 'AWS::Lambda::Function').find(([logicalId]) => id.test(logicalId))!;
  expect(Object.keys(fn.Properties.Environment.Variables)).toEqual(
    expect.arrayContaining(variablesOf(join(HANDLERS, file))),
  );
});

test('the variables are really found', () => {
  expect(variablesOf(join(HANDLERS, 'tile.ts'))).toEqual(['TILES_BUCKET', 'WORK_BUCKET']);
});
