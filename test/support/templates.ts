import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synth } from '../../scripts/synth.ts';

export type Resource = { Type: string; Properties: Record<string, any>; stack: string };

/** All resources of all stacks, by logical id, as synthesised just now. */
export async function synthesisedResources(): Promise<Record<string, Resource>> {
  const folder = await synth();
  const templates = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  const entries = templates.flatMap((file) => {
    const { Resources } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      Resources: Record<string, Resource>;
    };
    return Object.entries(Resources).map(([id, each]) => [id, { ...each, stack: file.replace('.template.json', '') }]);
  });
  return Object.fromEntries(entries) as Record<string, Resource>;
}

/** Resources of one type, with their logical ids. */
export const ofType = (resources: Record<string, Resource>, type: string): [string, Resource][] =>
  Object.entries(resources).filter(([, each]) => each.Type === type);

/** The text of a value with what is only known at deployment (references) named in angle brackets. */
export function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument]] = Object.entries(value as object) as [[string, any]];
  if (intrinsic === 'Fn::Join') return argument[1].map(flat).join(argument[0]);
  if (intrinsic === 'Fn::GetAtt') return `<${argument[0]}.${argument[1]}>`;
  if (intrinsic === 'Fn::ImportValue') return `<${argument}>`;
  return `<${argument}>`;
}
