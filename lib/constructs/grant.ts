import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { acknowledge } from './acknowledge.ts';

/**
 * Allows exactly these actions on exactly these resources. Where a resource holds a wildcard (the objects below a prefix),
 * the reason says why, and cdk-nag is told so.
 *
 * @throws Error at synth, naming role and resource, when a wildcard comes without a reason
 */
export function grant(role: Role, actions: string[], resources: string[], reason?: string): void {
  role.addToPolicy(new PolicyStatement({ actions, resources }));
  // A resource of another stack gets its final text (the name of an export) only when the app is prepared: so not before.
  role.node.addValidation({
    validate: () => {
      const texts = resources.map((resource) => flattenCfnReference(Stack.of(role).resolve(resource)));
      const wildcards = texts.filter((text) => text.includes('*'));
      if (wildcards.length > 0 && !reason)
        return [`${role.node.path}: say why ${wildcards.join(', ')} may be a wildcard.`];
      for (const text of wildcards) acknowledge(role, { [`IAM5[Resource::${text}]`]: reason ?? '' });
      return [];
    },
  });
}
