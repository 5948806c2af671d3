/** EventBridge rules of the templates. */
import type { Bus, Rule } from '../events/bus.ts';
import { checkPattern } from '../events/pattern.ts';
import type { Deployed, Deployment } from './deployed.ts';
import { functionArn, functionName, physicalName, ruleArn } from './identity.ts';

/**
 * @throws Error naming the rule by its path for patterns with operators, and targets other than functions of the templates
 */
export function ensureRules(deployment: Deployment, bus: Pick<Bus, 'setRules'>): void {
  const functions = new Map(
    deployment.ofType('AWS::Lambda::Function').map(({ resource }) => [functionArn(resource), functionName(resource)]),
  );
  const rules = deployment.ofType('AWS::Events::Rule').filter(({ properties }) => properties.State !== 'DISABLED');
  bus.setRules(rules.map((rule) => ruleOf(rule, functions)));
}

function ruleOf({ resource, properties }: Deployed, functions: Map<string, string>): Rule {
  const { EventPattern: pattern, Targets = [] } = properties;
  try {
    checkPattern(pattern);
  } catch (error) {
    throw new Error(`${resource.path}: EventPattern: ${(error as Error).message}.`, { cause: error });
  }
  const targets = Targets.map(({ Id, Arn }: { Id: string; Arn: string }) => {
    const name = functions.get(Arn);
    if (!name) throw new Error(`${resource.path}: the target ${Id} (${Arn}) is no function of the templates.`);
    return { id: Id, functionName: name };
  });
  return { name: physicalName(resource), arn: ruleArn(resource), pattern, targets };
}
