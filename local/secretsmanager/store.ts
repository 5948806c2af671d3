import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { withoutSuffix } from './arns.ts';
import type { Secret } from './secret.ts';

export type Secrets = {
  /** By name, by ARN, or by an ARN without its last six characters; undefined when there is none. */
  find(nameOrArn: string): Secret | undefined;
  /** By its name alone. */
  get(name: string): Secret | undefined;
  all(): Secret[];
  /** When these return, it is on disk. */
  put(secret: Secret): void;
  remove(names: string[]): void;
};

/** All secrets in one file that only its owner may read, replaced as a whole: a crash leaves the old one or the new one. */
export function openSecrets(directory: string): Secrets {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const file = join(directory, 'secrets.json');
  const stored: Record<string, Secret> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  // A map: a secret may be called `constructor`.
  let secrets = new Map(Object.entries(stored));

  const write = (changed: Map<string, Secret>) => {
    const partial = `${file}.new`;
    const descriptor = openSync(partial, 'w', 0o600);
    try {
      writeSync(descriptor, JSON.stringify(Object.fromEntries(changed)));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(partial, file);
    // Only now: what could not be written is not there for anybody.
    secrets = changed;
  };
  const all = () => [...secrets.values()];
  return {
    find: (nameOrArn) =>
      secrets.get(nameOrArn) ??
      all().find(({ arn }) => arn === nameOrArn) ??
      all().find(({ arn }) => withoutSuffix(arn) === nameOrArn),
    get: (name) => secrets.get(name),
    all,
    put: (secret) => write(new Map(secrets).set(secret.name, secret)),
    remove: (names) => write(new Map([...secrets].filter(([name]) => !names.includes(name)))),
  };
}
