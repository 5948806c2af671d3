import { mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Statement = { Effect: string; Action: string | string[]; Resource: unknown };
type Template = {
  Resources: Record<string, { Type: string; Properties: { PolicyDocument?: { Statement: Statement[] } } }>;
};

/**
 * The same cloud assembly but for one permission, in a folder of its own; assets are links.
 * @param permission.policy logical id of the AWS::IAM::Policy, as it begins
 * @param permission.resource what the text of the resource must hold
 * @throws Error when there is no such permission: a test without it would prove nothing
 */
export async function assemblyWithout(
  assembly: string,
  permission: { policy: string; action: string; resource: string },
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-assembly-'));
  let removed = 0;
  for (const name of await readdir(assembly)) {
    if (!name.endsWith('.template.json')) {
      await symlink(join(assembly, name), join(folder, name));
      continue;
    }
    const template: Template = JSON.parse(await readFile(join(assembly, name), 'utf8'));
    for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
      if (Type !== 'AWS::IAM::Policy' || !id.startsWith(permission.policy)) continue;
      const document = Properties.PolicyDocument!;
      document.Statement = document.Statement.flatMap((statement) => {
        const concerned = (resource: unknown) => JSON.stringify(resource).includes(permission.resource);
        const actions = [statement.Action].flat();
        const resources = [statement.Resource].flat();
        if (!actions.includes(permission.action) || !resources.some(concerned)) return [statement];
        removed += 1;
        const others = actions.filter((action) => action !== permission.action);
        const elsewhere = resources.filter((resource) => !concerned(resource));
        return [
          ...(others.length ? [{ ...statement, Action: others }] : []),
          ...(elsewhere.length ? [{ ...statement, Action: permission.action, Resource: elsewhere }] : []),
        ];
      });
    }
    await writeFile(join(folder, name), JSON.stringify(template));
  }
  if (removed !== 1) throw new Error(`${JSON.stringify(permission)} is in ${removed} statements, not in one.`);
  return folder;
}
