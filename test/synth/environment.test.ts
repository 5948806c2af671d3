import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { PRODUCTS } from '../../lambdas/routes.ts';
import { constructId } from '../../lib/constructs/construct-id.ts';
import { ofType, type Resource, synthesisedResources } from '../support/templates.ts';

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
  const [, product] = file.split('/');
  const route = PRODUCTS[product!]?.[basename(file, '.ts')];
  const verifier = route?.login === 'optional' ? ['OIDC_ISSUER', 'OIDC_AUDIENCE'] : [];
  const proof = route?.login === 'guest' ? ['ORIGIN_SECRET_ARN'] : [];
  return [...new Set([...own, ...verifier, ...proof, ...adapters.flatMap(variablesOf)])].sort();
}

const handlers = Object.keys(PRODUCTS).flatMap((product) =>
  globSync(`lambdas/${product}/handlers/*.ts`).filter((file) => !file.includes('.test.')),
);

test.each(handlers)('%s gets every variable that it reads', (file) => {
  const id = new RegExp(`^${constructId(basename(file, '.ts'))}[0-9A-F]{8}$`);
  const [, fn] = ofType(resources, 'AWS::Lambda::Function').find(([logicalId]) => id.test(logicalId))!;
  expect(Object.keys(fn.Properties.Environment.Variables)).toEqual(expect.arrayContaining(variablesOf(file)));
});

test('the variables are really found', () => {
  expect(variablesOf('lambdas/map/handlers/tile.ts')).toEqual(['TILES_BUCKET', 'WORK_BUCKET']);
});
