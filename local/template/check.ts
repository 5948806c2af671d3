/** Refuses what the twin would otherwise leave out silently: unknown types of resources and unknown properties. */
import type { Assembly, Resource } from './assembly.ts';
import { hasReference } from './dynamic-reference.ts';
import { SERVED, type Shape } from './resource-types.ts';
import { WITHOUT_EFFECT } from './without-effect.ts';

/**
 * @throws Error that names every unknown resource and property by stack, logical id and construct path
 */
export function checkAssembly(assembly: Assembly): void {
  const problems = [...assembly.stacks.values()].flatMap((stack) => [...stack.resources.values()].flatMap(problemsOf));
  if (problems.length === 0) return;
  throw new Error(
    `The local twin does not know everything in the templates:\n${problems.map((line) => `  ${line}`).join('\n')}\n` +
      'Serve it in local/, or list it with the reason why it has no effect here in local/template/without-effect.ts.',
  );
}

function problemsOf(resource: Resource): string[] {
  const name = `${resource.path} (${resource.type}, ${resource.logicalId} in ${resource.stack})`;
  const shape = SERVED[resource.type];
  // Only there are they replaced (wiring/distribution.ts).
  if (hasReference(resource.properties) && resource.type !== 'AWS::CloudFront::Distribution') {
    return [`${name}: a dynamic reference`];
  }
  if (shape)
    return unknownProperties(resource.properties, shape, '').map((property) => `${name}: property ${property}`);
  return resource.type in WITHOUT_EFFECT ? [] : [`${name}: type of resource`];
}

function unknownProperties(value: unknown, shape: Shape, path: string): string[] {
  if (typeof shape !== 'object' || value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => unknownProperties(item, shape, `${path}[${index}]`));
  return Object.entries(value).flatMap(([key, item]) => {
    const inner = path ? `${path}.${key}` : key;
    if (key === 'Ref' || key.startsWith('Fn::')) return [];
    return key in shape ? unknownProperties(item, shape[key]!, inner) : [inner];
  });
}
