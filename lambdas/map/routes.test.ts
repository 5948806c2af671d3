import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ApiRoute } from '../kernel/route.ts';
import { MAP_ROUTES } from './routes.ts';

const HANDLERS = join(import.meta.dirname, 'handlers');
const routes: [string, ApiRoute][] = Object.entries(MAP_ROUTES);

it('has a line for every handler that serves a route, and a handler for every line', () => {
  const serving = readdirSync(HANDLERS).filter((file) =>
    readFileSync(join(HANDLERS, file), 'utf8').includes('apiHandler('),
  );
  expect(serving.toSorted()).toEqual(routes.map(([name]) => `${name}.ts`).toSorted());
});

it.each(routes)('%s: its handler validates with its own line', (name) => {
  expect(readFileSync(join(HANDLERS, `${name}.ts`), 'utf8')).toContain(`apiHandler(MAP_ROUTES['${name}'],`);
});

it.each(routes)('%s: the variables of its path are the fields of its params', (_, { path, params }) => {
  const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  expect(variables).toEqual(Object.keys(params?.shape ?? {}));
});

/** Questions with a body: nothing is stored. */
const ASKING = ['estimate-job'];

it.each(routes)('%s: what changes something needs a login that may write', (name, { method, login, scope }) => {
  if (method === 'GET' || ASKING.includes(name)) expect(scope).toBe('maps:read');
  else expect({ login, scope }).toEqual({ login: 'required', scope: 'maps:write' });
});

it('serves each method and path once', () => {
  const keys = routes.map(([, { method, path }]) => `${method} ${path}`);
  expect(new Set(keys).size).toBe(keys.length);
});
