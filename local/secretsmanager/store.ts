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
import type { Secret } from './secret.ts';

export type Secrets = {
  /** By name or ARN; undefined when there is none. */
  find(nameOrArn: string): Secret | undefined;
  /** When this returns, it is on disk. */
  put(secret: Secret): void;
};

/** All secrets in one file that only its owner may read, replaced as a whole: a crash leaves the old one or the new one. */
export function openSecrets(directory: string): Secrets {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const file = join(directory, 'secrets.json');
  const secrets: Record<string, Secret> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};

  const write = () => {
    const partial = `${file}.new`;
    const descriptor = openSync(partial, 'w', 0o600);
    try {
      writeSync(descriptor, JSON.stringify(secrets));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(partial, file);
  };
  return {
    find: (nameOrArn) => secrets[nameOrArn] ?? Object.values(secrets).find(({ arn }) => arn === nameOrArn),
    put(secret) {
      secrets[secret.name] = secret;
      write();
    },
  };
}
