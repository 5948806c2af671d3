/** Every bucket deployment of the templates, with the identity of the function that would make it in the account. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { Principal } from '../service.ts';
import { deployToBucket } from './bucket-deployment.ts';
import { functionCaller } from './callers.ts';
import type { Deployment } from './deployed.ts';
import { functionArn, physicalName } from './identity.ts';

export async function deploySites(
  deployment: Deployment,
  options: { client: (caller: Principal) => S3Client; record: string },
): Promise<void> {
  const makers = deployment.ofType('AWS::Lambda::Function');
  for (const { resource, properties } of deployment.ofType('Custom::CDKBucketDeployment')) {
    const maker = makers.find((each) => functionArn(each.resource) === properties.ServiceToken);
    if (!maker) throw new Error(`${resource.path}: its function is not in the templates.`);
    const client = options.client(functionCaller(maker));
    const directories = properties.SourceObjectKeys.map((key: string) => deployment.assetDirectory(key, resource));
    await deployToBucket(physicalName(resource), properties, { directories, client, record: options.record });
    client.destroy();
  }
}
