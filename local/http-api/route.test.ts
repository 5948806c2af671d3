import { expect, test } from 'vitest';
import { createRouter, routeKey } from './route.ts';

const choose = createRouter(
  ['ANY /api/{proxy+}', 'GET /api/maps/{map}', 'ANY /api/maps/{map}', 'GET /api/maps/mine', 'GET /api/maps/{map}/jobs']
    .map((key) => key.split(' ') as [string, string])
    .map(([method, path]) => ({ method, path, functionName: path })),
);
const chosen = (method: string, path: string) => {
  const match = choose(method, path);
  return match && [routeKey(match.route), match.parameters];
};

test.each([
  ['GET', '/api/maps/mine', 'GET /api/maps/mine', undefined],
  ['GET', '/api/maps/city', 'GET /api/maps/{map}', { map: 'city' }],
  ['PUT', '/api/maps/city', 'ANY /api/maps/{map}', { map: 'city' }],
  ['PUT', '/api/maps/mine', 'ANY /api/maps/{map}', { map: 'mine' }],
  ['GET', '/api/maps/a%20b/jobs', 'GET /api/maps/{map}/jobs', { map: 'a b' }],
  ['GET', '/api/maps/city/', 'ANY /api/{proxy+}', { proxy: 'maps/city/' }],
  ['GET', '/api/%zz', 'ANY /api/{proxy+}', { proxy: '%zz' }],
])('%s %s takes %s', (method, path, key, parameters) => {
  expect(chosen(method, path)).toEqual([key, parameters]);
});

test('a path without a route has none, unless there is $default', () => {
  expect(choose('GET', '/api')).toBeUndefined();
  expect(choose('GET', '/api/')).toBeUndefined();
  const fallback = { method: 'ANY', path: '$default', functionName: 'all' };
  const match = createRouter([fallback])('GET', '/x');
  expect(match).toEqual({ route: fallback, parameters: undefined });
  expect(routeKey(fallback)).toBe('$default');
});
