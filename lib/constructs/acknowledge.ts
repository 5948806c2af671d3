import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts findings of cdk-nag on one construct, each with its reason.
 *
 * @param findings finding id (`IAM5[Resource::*]`, without the pack's prefix) -> reason
 */
export function acknowledge(construct: IConstruct, findings: Record<string, string>): void {
  for (const [finding, reason] of Object.entries(findings)) {
    Validations.of(construct).acknowledge({ id: `AwsSolutions-${finding}`, reason });
  }
}
