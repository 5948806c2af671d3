import { ORIGIN_HEADER } from '../../lib/limits/origin.ts';
import { readEnv } from './env.ts';
import { type ApiRequest, apiHandler } from './http.ts';
import type { OriginProof } from './origin-proof.ts';
import type { HttpAnswer } from './respond.ts';
import type { ApiRoute } from './route.ts';
import { connectOriginProof } from './secrets-origin.ts';
import { viewerAddress } from './viewer-address.ts';

type GuestRoute = ApiRoute & { login: 'guest' };
/** `ip`: of whoever asks, an IPv4 or IPv6 address; of what did not come through CloudFront, whoever called the API. */
export type GuestRequest<Route extends GuestRoute> = ApiRequest<Route> & { ip: string };

/** A route of people without an account, who are known by their address alone. */
export const guestHandler = <const Route extends GuestRoute>(
  route: Route,
  useCase: (request: GuestRequest<Route>) => Promise<HttpAnswer>,
  isFromEdge: OriginProof = connectOriginProof(readEnv('ORIGIN_SECRET_ARN').ORIGIN_SECRET_ARN),
) =>
  apiHandler(route, async (request) => {
    const { headers, source } = request;
    const isProved = await isFromEdge(headers[ORIGIN_HEADER]);
    return useCase({ ...request, ip: viewerAddress(headers['x-forwarded-for'], source, isProved) });
  });
