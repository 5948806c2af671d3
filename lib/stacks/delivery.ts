import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { TILE_FOLDERS } from '../../lambdas/map/tile-paths.ts';
import type { Config } from '../config.ts';
import { accessLogs } from '../constructs/access-logs.ts';
import { acknowledge, acknowledgeWarnings } from '../constructs/acknowledge.ts';
import { MEDIA_REQUESTS } from '../constructs/media-requests.ts';
import { originSecret } from '../constructs/origin-secret.ts';
import { PAGE_ROUTES } from '../constructs/page-routes.ts';
import { pictureHeaders } from '../constructs/picture-headers.ts';
import { privateBucket } from '../constructs/private-bucket.ts';
import { signingKeys } from '../constructs/signing-keys.ts';
import { siteContent } from '../constructs/site-content.ts';
import { MEDIA_MAX_AGE, MISSING_MAX_AGE, TILE_MAX_AGE } from '../limits.ts';
import type { ApiStack } from './api.ts';

/** The one address that people see: pages, tiles and signed pictures from private buckets, /api/* from the HTTP API. */
export class DeliveryStack extends Stack {
  /** Of all maps; keys are paths of URLs: `tiles/...` for everybody, `media/maps/...` for people who were signed for. */
  readonly tilesBucket: Bucket;
  /** Pictures for people who were signed for; keys are paths of URLs: `media/...`. */
  readonly mediaBucket: Bucket;
  /** Of the keys that sign. Functions know it and never the distribution, which knows the API that they stand behind. */
  readonly signingSecretArn: string;
  /** Of what CloudFront proves itself to the API with. */
  readonly originSecretArn: string;
  readonly distribution: cloudfront.Distribution;

  constructor(scope: Construct, id: string, config: Config, api: ApiStack) {
    super(scope, id, { description: 'Tessera: CloudFront, tiles and pages' });
    const logs = accessLogs(this, config);
    const logged = (prefix: string) => ({ serverAccessLogsBucket: logs, serverAccessLogsPrefix: prefix });
    this.tilesBucket = privateBucket(this, 'TilesBucket', config, logged('tiles/'));
    this.mediaBucket = privateBucket(this, 'MediaBucket', config, logged('media/'));
    const webBucket = privateBucket(this, 'WebBucket', config, logged('web/'));
    const { secret, keyGroup } = signingKeys(this, config);
    this.signingSecretArn = secret.ref;
    const proof = originSecret(this, config);
    this.originSecretArn = proof.secret.ref;

    const pages = new cloudfront.Function(this, 'PageRoutes', {
      comment: 'What is no file of the web app is a page: all of them are index.html',
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromInline(PAGE_ROUTES),
    });
    const mediaRequests = new cloudfront.Function(this, 'MediaRequests', {
      comment: 'Turns away what would make one signed picture open another',
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromInline(MEDIA_REQUESTS),
    });
    const tiles = S3BucketOrigin.withOriginAccessControl(this.tilesBucket, {
      originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
    });
    const https = { viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS };
    const signedFor = {
      ...https,
      trustedKeyGroups: [keyGroup],
      cachePolicy: this.cachePolicy('MediaCache', Duration.seconds(MEDIA_MAX_AGE)),
      responseHeadersPolicy: pictureHeaders(this, 'MediaHeaders'),
      functionAssociations: [{ function: mediaRequests, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
    };
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: config.name,
      defaultRootObject: 'index.html',
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      defaultBehavior: {
        ...https,
        origin: S3BucketOrigin.withOriginAccessControl(webBucket, {
          // Listing is what turns "403, perhaps it is not there" into an honest 404.
          originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
        }),
        compress: true,
        cachePolicy: this.cachePolicy('PageCache', Duration.days(365)),
        responseHeadersPolicy: this.pageHeaders(api),
        functionAssociations: [{ function: pages, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
      },
      // What is published a moment from now must not stay "not there" for the 10 s that are the rule.
      errorResponses: [403, 404].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(MISSING_MAX_AGE) })),
      additionalBehaviors: {
        [`/${TILE_FOLDERS.public}*`]: {
          ...https,
          origin: tiles,
          compress: true,
          cachePolicy: this.cachePolicy('TileCache', Duration.seconds(TILE_MAX_AGE)),
          responseHeadersPolicy: pictureHeaders(this, 'TileHeaders', { forAll: true }),
        },
        // Before the other: the first that fits is taken. Whoever was signed for a map may learn which of its tiles there are.
        [`/${TILE_FOLDERS.private}*`]: { ...signedFor, origin: tiles },
        // Reading alone: a picture that is not there is 403 like one that is refused, so that nobody learns which there are. Pages
        // know from the API what is there.
        '/media/*': { ...signedFor, origin: S3BucketOrigin.withOriginAccessControl(this.mediaBucket) },
        '/api/*': {
          ...https,
          origin: new HttpOrigin(`${api.api.apiId}.execute-api.${this.region}.amazonaws.com`, {
            customHeaders: proof.headers,
          }),
          allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
          cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
          originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
        },
      },
    });
    acknowledge(this.distribution, {
      CFR1: 'Maps are for everybody; no country is refused.',
      CFR2: 'A web application firewall costs per month; whoever deploys adds one for their own threats.',
      CFR3: 'CloudFront logs name paths and queries, which carry the tokens of share links; S3 and API access logs stay.',
      CFR4: 'TLS 1.2 is enforced as soon as a certificate of an own domain is given; *.cloudfront.net has a fixed policy.',
    });
    acknowledgeWarnings(this.distribution, {
      'aws-cloudfront:minimumProtocolVersionWithoutCertificate':
        'It takes effect with the certificate of an own domain.',
      'aws-cloudfront-origins:listBucketSecurityRisk':
        'There is a default root object, and no other path reaches a bucket alone.',
    });
    siteContent(this, webBucket, api);
    new CfnOutput(this, 'Address', { value: `https://${this.distribution.distributionDomainName}` });
  }

  /** Lifetimes come from the objects' Cache-Control; query strings, headers and cookies play no part. */
  private cachePolicy(id: string, longest: Duration): cloudfront.CachePolicy {
    return new cloudfront.CachePolicy(this, id, {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: longest,
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  }

  private pageHeaders(api: ApiStack): cloudfront.ResponseHeadersPolicy {
    // Screenshots go to the work bucket and are seen there; on the local twin it has the address of the issuer.
    const elsewhere = `${api.issuerOrigin} https://*.s3.${this.region}.amazonaws.com`;
    const policy = [
      "default-src 'self'",
      `connect-src 'self' ${elsewhere}`,
      `img-src 'self' data: blob: ${elsewhere}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "object-src 'none'",
    ].join('; ');
    return new cloudfront.ResponseHeadersPolicy(this, 'PageHeaders', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.SAME_ORIGIN, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
      },
    });
  }
}
