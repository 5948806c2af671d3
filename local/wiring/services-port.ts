/** One port for every service, as AWS_ENDPOINT_URL needs: the signature of a request names the service it is for. */
import type { RequestListener } from 'node:http';
import { isOwnHost } from '../edge/host.ts';
import type { Report, Service } from '../service.ts';
import { scopeOf } from '../signature/verify.ts';

export const ISSUER_PATH = '/_oidc';

/** Services by the name in the signature's scope. */
export type SignedServices = {
  s3: Service;
  dynamodb: Service;
  states: Service;
  sqs: Service;
  secretsmanager: Service;
};

/**
 * @param issuer answers below ISSUER_PATH; undefined: nobody can log in here
 * @param options.publicHost beside loopback names and addresses, the name under which the issuer may be asked
 * @param options.report gets a fault of the twin itself: the caller sees only a 500
 */
export function servicesPort(
  services: SignedServices,
  issuer: Pick<Service, 'handle'> | undefined,
  options: { publicHost: string; report: Report },
): RequestListener {
  return (request, response) => {
    const url = request.url ?? '/';
    const isIssuers =
      issuer && (url === ISSUER_PATH || url.startsWith(`${ISSUER_PATH}/`) || url.startsWith(`${ISSUER_PATH}?`));
    const service = isIssuers
      ? issuer
      : chosen(services, { method: request.method ?? 'GET', url, headers: request.headers });
    // The issuer logs people in without a password: never for a page that pointed its own name to this machine.
    if (isIssuers && !isOwnHost(request.headers.host, options.publicHost)) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('This host is not served here.\n');
      return;
    }
    if (!service) {
      // The form in which the SDKs of JSON services find code and message.
      const message = `The local twin serves ${namesOf(services)}; this request is signed for another service.`;
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: 'UnknownService', message }));
      return;
    }
    service.handle(request, response).catch((error: Error) => {
      options.report(`${request.method} ${url.split('?')[0]} failed in the twin: ${error.stack ?? error.message}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

const namesOf = (services: SignedServices) => new Intl.ListFormat('en-GB').format(Object.keys(services));

/** What is not signed (a preflight, a plain GET) can only be meant for S3, which says no by itself. */
function chosen(services: SignedServices, request: Parameters<typeof scopeOf>[0]): Service | undefined {
  const name = scopeOf(request)?.service ?? 's3';
  return Object.hasOwn(services, name) ? services[name as keyof SignedServices] : undefined;
}
