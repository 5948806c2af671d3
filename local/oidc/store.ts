/**
 * Where oidc-provider keeps its models. Refresh tokens, grants and sessions survive a restart in one small file, written
 * after each change; codes and interactions live for minutes and stay in memory.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Payload = { uid?: string; userCode?: string; grantId?: string; consumed?: number };
type Entry = { payload: Payload; expires: number | undefined };

const KEPT = /^(RefreshToken|Grant|Session):/;

export type Store = {
  /** One adapter a model, as oidc-provider asks for it. */
  adapter: (model: string) => object;
  /** Resolves when everything is on disk. */
  close(): Promise<void>;
};

export const openStore = async (directory: string): Promise<Store> => {
  const file = join(directory, 'tokens.json');
  await mkdir(directory, { recursive: true });
  const stored = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  const entries = new Map<string, Entry>(stored ? Object.entries(JSON.parse(stored) as Record<string, Entry>) : []);
  let written = Promise.resolve();

  const isAlive = ({ expires }: Entry) => expires === undefined || expires > Date.now();
  const write = async () => {
    for (const [key, entry] of entries) if (!isAlive(entry)) entries.delete(key);
    const kept = [...entries].filter(([key]) => KEPT.test(key));
    await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(kept)), { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  const save = async (key: string) => {
    if (!KEPT.test(key)) return;
    written = written.catch(() => {}).then(write);
    await written;
  };
  const find = (key: string): Payload | undefined => {
    const entry = entries.get(key);
    return entry && isAlive(entry) ? entry.payload : undefined;
  };
  const findWhere = (model: string, field: 'uid' | 'userCode', value: string) =>
    [...entries].find(
      ([key, entry]) => key.startsWith(`${model}:`) && isAlive(entry) && entry.payload[field] === value,
    );

  return {
    adapter: (model) => ({
      upsert: async (id: string, payload: Payload, seconds?: number) => {
        entries.set(`${model}:${id}`, { payload, expires: seconds ? Date.now() + seconds * 1000 : undefined });
        await save(`${model}:${id}`);
      },
      find: async (id: string) => find(`${model}:${id}`),
      findByUid: async (uid: string) => findWhere(model, 'uid', uid)?.[1].payload,
      findByUserCode: async (userCode: string) => findWhere(model, 'userCode', userCode)?.[1].payload,
      consume: async (id: string) => {
        const payload = find(`${model}:${id}`);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
        await save(`${model}:${id}`);
      },
      destroy: async (id: string) => {
        entries.delete(`${model}:${id}`);
        await save(`${model}:${id}`);
      },
      revokeByGrantId: async (grantId: string) => {
        const ofGrant = ([key, entry]: [string, Entry]) =>
          key.startsWith(`${model}:`) && entry.payload.grantId === grantId;
        for (const [key] of [...entries].filter(ofGrant)) entries.delete(key);
        await save(`${model}:`);
      },
    }),
    close: () => written,
  };
};
