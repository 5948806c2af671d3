/** A deployment that differs in the template of its distribution, as another configuration makes it, without another synthesis. */
import { mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';

/**
 * @param assembly of which all but that template is taken as it is
 * @param folder where the other one is put
 * @param change of the template's text; one that changes nothing fails
 */
export async function changedDelivery(
  assembly: string,
  folder: string,
  change: (template: string) => string,
): Promise<string> {
  const made = await mkdtemp(join(folder, 'assembly-'));
  for (const name of await readdir(assembly)) {
    if (!name.endsWith('Delivery.template.json')) {
      await symlink(join(assembly, name), join(made, name));
      continue;
    }
    const before = await readFile(join(assembly, name), 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    await writeFile(join(made, name), after);
  }
  return made;
}

/** The rotation of one custom resource, such as `Custom::OriginSecretVersion`: others keep theirs. */
export const withRotation = (template: string, type: string, rotation: number): string => {
  const parsed = JSON.parse(template) as { Resources: Record<string, { Type: string; Properties: object }> };
  const found = Object.values(parsed.Resources).filter((resource) => resource.Type === type);
  expect(found).not.toEqual([]);
  for (const { Properties } of found) Object.assign(Properties, { Rotation: rotation });
  return JSON.stringify(parsed);
};
