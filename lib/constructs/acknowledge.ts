import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts warnings of CDK itself on one construct and what is below it: warning id -> reason. */
export function acknowledgeWarnings(construct: IConstruct, warnings: Record<string, string>): void {
  for (const [warning, reason] of Object.entries(warnings)) {
    Validations.of(construct).acknowledge({ id: `Annotation::@aws-cdk/${warning}`, reason });
  }
}

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
