import { LOCAL } from '../../lib/limits.ts';
import { type Resource, readAssembly } from '../template/assembly.ts';
import { checkAssembly } from '../template/check.ts';
import { createResolver, type Identity } from '../template/resolve.ts';
import { type CustomResources, isOurs } from './custom-resources.ts';
import { type Deployment, deploymentOf } from './deployed.ts';
import { identityAt } from './queues.ts';

/**
 * What a cloud assembly deploys at these addresses.
 * @param custom what custom resources of ours are known by; without it nothing may ask for them
 * @throws Error naming everything that the twin does not know
 */
export async function readDeployment(
  assemblyDirectory: string,
  { url, servicesUrl, issuer }: { url: string; servicesUrl: string; issuer: string },
  custom?: CustomResources['identity'],
): Promise<Deployment> {
  const assembly = await readAssembly(assemblyDirectory);
  checkAssembly(assembly);
  const parameters = { OidcIssuer: issuer, PublicUrl: url };
  const standing = identityAt(servicesUrl);
  const identityOf = ({ type }: Resource) => (custom && isOurs(type) ? custom : standing);
  const identities: Identity = {
    ref: (resource) => identityOf(resource).ref(resource),
    attribute: (resource, name) => identityOf(resource).attribute(resource, name),
  };
  return deploymentOf(assembly, createResolver(assembly, { ...LOCAL, parameters }, identities));
}
