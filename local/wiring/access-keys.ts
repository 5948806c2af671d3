import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Credentials } from '../service.ts';

export type AccessKey = { id: string; secret: string };

/** Who signs with what. */
export type Keys = {
  /** The key that stands for a role (its ARN), made when it is asked for first. */
  of(principalArn: string): AccessKey;
  credentials: Credentials;
};

export type AccessKeys = Keys & {
  /** Writes the keys down, so that presigned URLs outlive a restart. */
  save(): Promise<void>;
};

/** One access key for each function, state machine and the twin itself, kept in the data directory. */
export async function openAccessKeys(directory: string): Promise<AccessKeys> {
  const file = join(directory, 'access-keys.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const byPrincipal = new Map<string, AccessKey>(Object.entries(JSON.parse(text)));
  const byId = new Map([...byPrincipal].map(([arn, key]) => [key.id, { secret: key.secret, principal: { arn } }]));

  return {
    of(arn) {
      const known = byPrincipal.get(arn);
      if (known) return known;
      // 16 characters after AKIA, as IAM's; hexadecimal digits are among the characters that IAM uses.
      const key = {
        id: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
        secret: randomBytes(30).toString('base64'),
      };
      byPrincipal.set(arn, key);
      byId.set(key.id, { secret: key.secret, principal: { arn } });
      return key;
    },
    credentials: (id) => byId.get(id),
    async save() {
      await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(byPrincipal), null, 2), { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
  };
}
