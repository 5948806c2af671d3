/** The way in for people: the edge, with the HTTP API and the buckets behind it. */
import { createEdge } from '../edge/edge.ts';
import { createHttpApi } from '../http-api/http-api.ts';
import type { Report, Service } from '../service.ts';
import type { AccessKeys } from './access-keys.ts';
import { createBucketReader } from './bucket-reader.ts';
import { apiCaller, edgeCaller } from './callers.ts';
import type { Deployment } from './deployed.ts';
import { distributionOf } from './distribution.ts';
import { requestLine } from './events.ts';
import type { Addresses, Rooms, Undo } from './rooms.ts';
import type { Api } from './routes.ts';

export function openEntrance(
  options: {
    deployment: Deployment;
    api: Api;
    rooms: Rooms;
    keys: AccessKeys;
    addresses: Addresses;
    report: Report;
  },
  undo: Undo,
): Service {
  const { deployment, api, rooms, keys, addresses, report } = options;
  const httpApi = createHttpApi({
    routes: api.routes,
    issuer: api.issuer ?? '',
    audience: api.audience,
    ...(api.cors ? { cors: api.cors } : {}),
    jwks: async () => rooms.issuer.jwks(),
    invoke: (name, event, signal) =>
      rooms.invokeAs(apiCaller(api.id, (event as { routeKey: string }).routeKey))(name, event, signal),
    report,
    answered: (answer) => {
      const line = requestLine(answer);
      if (line) report(line);
    },
  });
  undo.push(httpApi.close);
  const { resource, ...distribution } = distributionOf(
    deployment,
    { id: api.id, handle: httpApi.handle },
    rooms.secrets.valueOf,
  );
  const reader = createBucketReader(addresses.servicesUrl, keys.of(edgeCaller(resource)));
  undo.push(reader.close);
  const publicHost = new URL(addresses.url).hostname;
  const edge = createEdge({ ...distribution, getObject: reader.getObject, publicHost, report });
  undo.push(edge.close);
  return edge;
}
