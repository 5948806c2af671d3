/** Routes of the HTTP API, from the template's routes, integrations and authorizers. */
import type { ApiCors } from '../http-api/cors.ts';
import type { Route } from '../http-api/route.ts';
import type { Deployed, Deployment } from './deployed.ts';
import { functionArn, functionName, identity } from './identity.ts';

export type Api = {
  id: string;
  routes: Route[];
  /** Of the JWT authorizer; undefined when no route asks for a token. */
  issuer: string | undefined;
  audience: string[];
  cors: ApiCors | undefined;
};

/**
 * @throws Error naming the route for integrations other than a Lambda function, authorizers other than JWT, and payload
 * formats other than 2.0
 */
export function httpApiOf(deployment: Deployment): Api {
  const [api, ...others] = deployment.ofType('AWS::ApiGatewayV2::Api');
  if (!api || others.length > 0)
    throw new Error('The local twin serves exactly one HTTP API; the templates have another number.');
  if (api.properties.ProtocolType !== 'HTTP') throw new Error(`${api.resource.path}: only HTTP APIs are served.`);

  const byId = (type: string) => new Map(deployment.ofType(type).map((each) => [identity.ref(each.resource), each]));
  const integrations = byId('AWS::ApiGatewayV2::Integration');
  const authorizers = byId('AWS::ApiGatewayV2::Authorizer');
  const functions = new Map(
    deployment.ofType('AWS::Lambda::Function').map(({ resource }) => [functionArn(resource), functionName(resource)]),
  );
  const [jwt] = authorizers.values();
  if (jwt) refuseOtherAuthorizer(jwt);

  const routeOf = ({ resource, properties }: Deployed): Route => {
    const integration = integrations.get(String(properties.Target).replace('integrations/', ''));
    const { IntegrationType, IntegrationUri = '', PayloadFormatVersion } = integration?.properties ?? {};
    const name = functions.get(/arn:aws:lambda:[^/]+/.exec(IntegrationUri)?.[0] ?? '');
    if (IntegrationType !== 'AWS_PROXY' || PayloadFormatVersion !== '2.0' || !name) {
      throw new Error(`${resource.path}: only Lambda integrations with payload format 2.0 are served.`);
    }
    const key = String(properties.RouteKey);
    const [method = '', path = ''] = key === '$default' ? ['ANY', key] : key.split(' ');
    const type = properties.AuthorizationType ?? 'NONE';
    if (type !== 'NONE' && !authorizers.has(properties.AuthorizerId)) {
      throw new Error(`${resource.path}: AuthorizationType ${type} is not served, only JWT and NONE.`);
    }
    return {
      method,
      path,
      functionName: name,
      ...(type === 'JWT' ? { authorizer: { scopes: properties.AuthorizationScopes ?? [] } } : {}),
    };
  };
  return {
    id: identity.ref(api.resource),
    routes: deployment.ofType('AWS::ApiGatewayV2::Route').map(routeOf),
    issuer: jwt?.properties.JwtConfiguration.Issuer,
    audience: jwt?.properties.JwtConfiguration.Audience ?? [],
    cors: api.properties.CorsConfiguration,
  };
}

function refuseOtherAuthorizer({ resource, properties }: Deployed) {
  const source = [properties.IdentitySource].flat().join();
  if (properties.AuthorizerType !== 'JWT' || source !== '$request.header.Authorization') {
    throw new Error(`${resource.path}: only JWT authorizers that read the Authorization header are served.`);
  }
}
