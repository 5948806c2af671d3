/** An app of one stack named `App`, as tests of what the twin makes of templates write it. */
import { type Assembly, readStack, type Template } from '../template/assembly.ts';
import { createResolver, type Identity } from '../template/resolve.ts';
import { type Deployment, deploymentOf } from './deployed.ts';
import { identity } from './identity.ts';

export type Resources = NonNullable<Template['Resources']>;

/** As CDK writes it: what is refused is named by its path. */
export const resource = (path: string, Type: string, Properties: Record<string, unknown> = {}) => ({
  Type,
  Properties,
  Metadata: { 'aws:cdk:path': `App/${path}/Resource` },
});
export const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
export const documentOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

export const appOf = (resources: Resources, assets: Assembly['assets'] = new Map()): Assembly => ({
  stacks: new Map([['App', readStack('App', { Resources: resources })]]),
  assets,
});

export const deploymentOfApp = (app: Assembly, identities: Identity = identity): Deployment =>
  deploymentOf(app, createResolver(app, { parameters: {}, account: '000000000000', region: 'us-east-1' }, identities));
