/** Which route of an HTTP API a request takes. */
export type Route = {
  /** A method, or ANY. */
  method: string;
  /** `/api/maps/{map}`, `/api/{proxy+}`, or `$default`. */
  path: string;
  functionName: string;
  /** Present: a valid token is needed, and one of the scopes when there are any. */
  authorizer?: { scopes: string[] };
};
export type Match = { route: Route; parameters: Record<string, string> | undefined };

/** `GET /api/maps/{map}`, as the event and the access log name it. */
export const routeKey = (route: Route) => (route.path === '$default' ? route.path : `${route.method} ${route.path}`);

const GREEDY = /^\{(.+)\+\}$/;
const VARIABLE = /^\{(.+)\}$/;

const parametersOf = (pattern: string, path: string): Record<string, string> | undefined => {
  const parts = pattern.split('/');
  const given = path.split('/');
  const parameters: Record<string, string> = {};
  for (const [place, part] of parts.entries()) {
    const rest = given.slice(place).join('/');
    const greedy = GREEDY.exec(part)?.[1];
    if (greedy) return rest ? { ...parameters, [greedy]: decode(rest) } : undefined;
    const value = given[place];
    const name = VARIABLE.exec(part)?.[1];
    if (value === undefined || (name ? value === '' : value !== part)) return undefined;
    if (name) parameters[name] = decode(value);
  }
  return given.length === parts.length ? parameters : undefined;
};

const decode = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Sorts before what is less specific: words before variables before `{proxy+}`, then a method before ANY. */
const rank = ({ method, path }: Route) => {
  const parts = path.split('/').map((part) => (GREEDY.test(part) ? '2' : VARIABLE.test(part) ? '1' : '0'));
  return `${path === '$default' ? '9' : parts.join('')}${method === 'ANY' ? '1' : '0'}`;
};

/** Undefined when no route takes the request: 404. */
export const createRouter = (routes: Route[]) => {
  const sorted = routes.map((route) => ({ route, rank: rank(route) })).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return (method: string, path: string): Match | undefined => {
    for (const { route } of sorted) {
      if (route.path === '$default') return { route, parameters: undefined };
      if (route.method !== 'ANY' && route.method !== method) continue;
      const parameters = parametersOf(route.path, path);
      if (parameters) return { route, parameters: Object.keys(parameters).length > 0 ? parameters : undefined };
    }
    return undefined;
  };
};
