import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Credentials, Principal } from '../service.ts';

export type AccessKey = { id: string; secret: string };

/** Who signs with what. */
export type Keys = {
  /** The key that stands for a caller, made when it is asked for first. */
  of(principal: Principal): AccessKey;
  credentials: Credentials;
};

export type AccessKeys = Keys & {
  /** Writes the keys down, so that presigned URLs outlive a restart. */
  save(): Promise<void>;
};

/**
 * One access key for each function, each state machine and whoever else calls, kept in the data directory. A key that an
 * earlier start made is good again once its caller has asked for it: one that is no longer deployed has none.
 */
export async function openAccessKeys(directory: string): Promise<AccessKeys> {
  const file = join(directory, 'access-keys.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const byPrincipal = new Map<string, AccessKey>(Object.entries(JSON.parse(text)));
  const byId = new Map<string, { secret: string; principal: Principal }>();

  return {
    of(principal) {
      // 16 characters after AKIA, as IAM's; hexadecimal digits are among the characters that IAM uses.
      const key = byPrincipal.get(principal.arn) ?? {
        id: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
        secret: randomBytes(30).toString('base64'),
      };
      byPrincipal.set(principal.arn, key);
      byId.set(key.id, { secret: key.secret, principal });
      return key;
    },
    credentials: (id) => byId.get(id),
    async save() {
      await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(byPrincipal), null, 2), { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
  };
}
