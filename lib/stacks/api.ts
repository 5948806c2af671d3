import { CfnParameter, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

/** The HTTP API and who may enter. Each product adds its own routes, so that this stack knows none of them. */
export class ApiStack extends Stack {
  readonly api: HttpApi;
  private readonly authorizer: HttpAuthorizer;
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  /** scheme://host[:port] of the issuer, for the pages' content security policy. */
  readonly issuerOrigin: string;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, { description: 'Tessera: HTTP API and JWT authorizer' });
    this.issuer = new CfnParameter(this, 'OidcIssuer', {
      description: 'Issuer of the access tokens, exactly as in their iss claim.',
    }).valueAsString;
    this.audience = new CfnParameter(this, 'OidcAudience', {
      default: 'tessera',
      description: 'Audience that the access tokens must name.',
    }).valueAsString;
    this.clientId = new CfnParameter(this, 'OidcClientId', {
      default: 'tessera-web',
      description: 'Client id of the web app at the issuer (public client, PKCE).',
    }).valueAsString;
    const parts = Fn.split('/', this.issuer, 3);
    this.issuerOrigin = Fn.join('/', [Fn.select(0, parts), '', Fn.select(2, parts)]);

    this.api = new HttpApi(this, 'HttpApi', { createDefaultStage: false });
    this.authorizer = new HttpAuthorizer(this, 'Jwt', {
      httpApi: this.api,
      type: HttpAuthorizerType.JWT,
      identitySource: ['$request.header.Authorization'],
      jwtAudience: [this.audience],
      jwtIssuer: this.issuer,
    });
    const log = new LogGroup(this, 'AccessLog', {
      retention: config.logDays as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        // The route, never the path or the query: share links carry their token there.
        format: AccessLogFormat.custom(
          JSON.stringify({
            request_id: '$context.requestId',
            time: '$context.requestTime',
            route: '$context.routeKey',
            status: '$context.status',
            bytes: '$context.responseLength',
            latency_ms: '$context.responseLatency',
            error: '$context.error.message',
          }),
        ),
      },
    });
  }

  /** The authorizer for a route of any stack. */
  jwt(): IHttpRouteAuthorizer {
    return { bind: () => ({ authorizerId: this.authorizer.authorizerId, authorizationType: 'JWT' }) };
  }
}
