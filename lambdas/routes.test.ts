import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PRODUCTS } from './routes.ts';

const ALL = Object.values(PRODUCTS).flatMap((routes) => Object.entries(routes));
/** Questions with a body: nothing is stored. */
const ASKING = ['estimate-job', 'album-session', 'map-session'];

describe.each(Object.entries(PRODUCTS))('%s', (product, table) => {
  const handlers = join(import.meta.dirname, product, 'handlers');
  const routes = Object.entries(table);

  it('has a line for every handler that serves a route, and a handler for every line', () => {
    const serving = readdirSync(handlers).filter((file) =>
      /(api|guest)Handler\(/.test(readFileSync(join(handlers, file), 'utf8')),
    );
    expect(serving.toSorted()).toEqual(routes.map(([name]) => `${name}.ts`).toSorted());
  });

  it.each(routes)('%s: its handler validates with its own line', (name, { login }) => {
    const line = `${login === 'guest' ? 'guest' : 'api'}Handler(${product.toUpperCase()}_ROUTES['${name}'],`;
    expect(readFileSync(join(handlers, `${name}.ts`), 'utf8')).toContain(line);
  });

  it.each(routes)('%s: the variables of its path are the fields of its params', (_, { path, params }) => {
    const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(variables).toEqual(Object.keys(params?.shape ?? {}));
  });

  it.each(routes)('%s: what changes something needs a login that may write, or a link', (name, route) => {
    const { method, login, scope, ownership } = route;
    if (login === 'guest') expect({ scope, ownership }).toEqual({ ownership: 'link' });
    else if (method === 'GET' || ASKING.includes(name)) expect(scope).toBe(`${product}s:read`);
    else expect({ login, scope }).toEqual({ login: 'required', scope: `${product}s:write` });
  });
});

it('serves each method and path once', () => {
  const keys = ALL.map(([, { method, path }]) => `${method} ${path}`);
  expect(new Set(keys).size).toBe(keys.length);
});

it('has each name once: operations of the API and methods of the client are named by it', () => {
  const names = ALL.map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
});
