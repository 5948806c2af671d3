import { HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';
import type { Config } from '../config.ts';
import { MEMORY_MB, TIMEOUT_SECONDS } from '../limits.ts';
import type { ApiStack } from '../stacks/api.ts';
import { acknowledge } from './acknowledge.ts';
import { constructId } from './construct-id.ts';
import { grant } from './grant.ts';
import { type ServiceFunction, type ServiceFunctionProps, serviceFunction } from './service-function.ts';

/** What a function has beyond the others of its product; memory and time are those of every route unless said. */
type Own = Partial<Pick<ServiceFunctionProps, 'environment' | 'layers' | 'memoryMb' | 'timeoutSeconds'>>;

export type ProductRoutesProps<Name extends string> = {
  config: Config;
  api: ApiStack;
  product: string;
  routes: Readonly<Record<Name, ApiRoute>>;
  /** What every function of the product is told. */
  environment: Record<string, string>;
  own?: Partial<Record<Name, Own>>;
  /** Of what CloudFront proves itself with; functions of guests read it, to know whose request it is. */
  originSecretArn?: string;
  /** Why there are routes that API Gateway lets in without a token. */
  openBecause: string;
};

/** One function and one route of the API for each line of a product's table. */
export function productRoutes<Name extends string>(
  scope: Construct,
  { config, api, product, routes, environment, own = {}, originSecretArn, openBecause }: ProductRoutesProps<Name>,
): Record<Name, ServiceFunction> {
  const proof = (name: Name): Record<string, string> => {
    if (routes[name].login !== 'guest') return {};
    if (!originSecretArn) throw new Error(`${name} is a route of guests: say what CloudFront proves itself with.`);
    return { ORIGIN_SECRET_ARN: originSecretArn };
  };
  const issuer = { OIDC_ISSUER: api.issuer, OIDC_AUDIENCE: api.audience };
  const route = (name: Name): ServiceFunction => {
    const { method, path, scope: needed, login, does } = routes[name];
    const required = login === 'required';
    const { environment: more, ...special }: Own = own[name] ?? {};
    const made = serviceFunction(scope, constructId(name), {
      config,
      service: product,
      bundle: `dist/handlers/${product}/${name}`,
      description: does,
      timeoutSeconds: TIMEOUT_SECONDS.api,
      memoryMb: MEMORY_MB.api,
      ...special,
      environment: { ...environment, ...(login === 'optional' ? issuer : {}), ...proof(name), ...more },
    });
    if (login === 'guest') grant(made.role, ['secretsmanager:GetSecretValue'], Object.values(proof(name)));
    const httpRoute = new HttpRoute(scope, `${constructId(name)}Route`, {
      httpApi: api.api,
      routeKey: HttpRouteKey.with(path, HttpMethod[method]),
      integration: new HttpLambdaIntegration(`${constructId(name)}Integration`, made.fn),
      authorizer: required ? api.jwt() : new HttpNoneAuthorizer(),
      ...(needed && required ? { authorizationScopes: [needed] } : {}),
    });
    if (!required) acknowledge(httpRoute, { APIG4: openBecause });
    return made;
  };
  const names = Object.keys(routes) as Name[];
  return Object.fromEntries(names.map((name) => [name, route(name)])) as Record<Name, ServiceFunction>;
}
