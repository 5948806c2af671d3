import type { PublicKeys } from '../edge/signed.ts';
import type { Deployment } from './deployed.ts';
import { identity } from './identity.ts';

/**
 * Public keys of key groups, by their ids.
 * @param groups ids of the groups that a behaviour trusts; undefined: it is for everybody
 * @throws Error naming a group that is not in the templates, or the group whose key is not
 */
export function trustedKeysOf(deployment: Deployment, groups: string[] | undefined): PublicKeys | undefined {
  if (!groups || groups.length === 0) return undefined;
  const known = new Map(
    deployment.ofType('AWS::CloudFront::KeyGroup').map((group) => [identity.ref(group.resource), group]),
  );
  const keys = new Map(
    deployment
      .ofType('AWS::CloudFront::PublicKey')
      .map(({ resource, properties }): [string, string] => [
        identity.ref(resource),
        properties.PublicKeyConfig.EncodedKey,
      ]),
  );
  const trusted = groups.flatMap((id) => {
    const group = known.get(id);
    if (!group) throw new Error(`A behaviour trusts the key group ${id}, which is not in the templates.`);
    const items: string[] = group.properties.KeyGroupConfig.Items;
    return items.map((item): [string, string] => {
      const key = keys.get(item);
      if (!key) throw new Error(`${group.resource.path}: the public key ${item} is not in the templates.`);
      return [item, key];
    });
  });
  return Object.fromEntries(trusted);
}
