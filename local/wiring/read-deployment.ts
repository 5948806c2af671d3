import { LOCAL } from '../../lib/limits.ts';
import { readAssembly } from '../template/assembly.ts';
import { checkAssembly } from '../template/check.ts';
import { createResolver } from '../template/resolve.ts';
import { type Deployment, deploymentOf } from './deployed.ts';
import { identityAt } from './queues.ts';

/**
 * What a cloud assembly deploys at these addresses.
 * @throws Error naming everything that the twin does not know
 */
export async function readDeployment(
  assemblyDirectory: string,
  { url, servicesUrl, issuer }: { url: string; servicesUrl: string; issuer: string },
): Promise<Deployment> {
  const assembly = await readAssembly(assemblyDirectory);
  checkAssembly(assembly);
  const parameters = { OidcIssuer: issuer, PublicUrl: url };
  return deploymentOf(assembly, createResolver(assembly, { ...LOCAL, parameters }, identityAt(servicesUrl)));
}
