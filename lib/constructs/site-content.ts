import { Duration, Stack } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** Who the pages log in with. */
export type Login = { issuer: string; clientId: string; audience: string };

/**
 * Puts the built web app into its bucket. Files under `assets/` carry a hash in their name and never change; everything else
 * is asked for again each time, so that a deployment is seen at once.
 */
export function siteContent(scope: Construct, bucket: Bucket, login: Login): void {
  const site = Source.asset('dist/web');
  const assets = new BucketDeployment(scope, 'SiteAssets', {
    destinationBucket: bucket,
    sources: [site],
    exclude: ['*'],
    include: ['assets/*'],
    cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
    prune: false,
  });
  const pages = new BucketDeployment(scope, 'SitePages', {
    destinationBucket: bucket,
    sources: [
      site,
      Source.jsonData('config.json', { issuer: login.issuer, client_id: login.clientId, audience: login.audience }),
    ],
    exclude: ['assets/*'],
    cacheControl: [CacheControl.noCache()],
    prune: false,
  });
  // A page must not be seen before the files that it names.
  pages.node.addDependency(assets);
  const provider = Stack.of(scope)
    .node.findAll()
    .find((child) => child.node.id.startsWith('Custom::CDKBucketDeployment'));
  if (!provider) return;
  const cdk = "CDK's own function that copies the site at deployment; its rights are set by the CDK version.";
  const role = provider.node.findChild('ServiceRole');
  const target = Stack.of(scope).resolve(bucket.bucketArn) as { 'Fn::GetAtt': [string, string] };
  const staged = 'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*';
  acknowledge(provider, { L1: cdk });
  acknowledge(role, {
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]': cdk,
    ...Object.fromEntries(
      ['s3:GetBucket*', 's3:GetObject*', 's3:List*', 's3:Abort*', 's3:DeleteObject*'].map((action) => [
        `IAM5[Action::${action}]`,
        cdk,
      ]),
    ),
    [`IAM5[Resource::${staged}]`]: cdk,
    [`IAM5[Resource::<${target['Fn::GetAtt'].join('.')}>/*]`]: cdk,
  });
}
