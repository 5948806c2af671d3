/**
 * Tessera is Apache-2.0 and depends on permissive licences only. Read from the packages that are installed, because a
 * lock file does not say them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PERMISSIVE = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'Unlicense',
  'Python-2.0',
  'Zlib',
  'WTFPL',
]);

/** Exceptions, each with its reason. */
const ACCEPTED: { name: RegExp; licence: string; reason: string }[] = [
  { name: /^@img\/sharp/, licence: 'LGPL-3.0-or-later', reason: 'libvips inside sharp, linked dynamically' },
  {
    name: /^(lightningcss(-.+)?|axe-core|@sparticuz\/chromium)$/,
    licence: 'MPL-2.0',
    reason: 'development tools, not shipped',
  },
];

export type Package = { name: string; licence: string };

/** Installed packages, nested ones included. */
export function installedPackages(folder = 'node_modules'): Package[] {
  const found: Package[] = [];
  const visit = (path: string, scope: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
      const here = join(path, entry.name);
      if (entry.name.startsWith('@') && !scope) visit(here, `${entry.name}/`);
      else found.push(...read(here, scope + entry.name));
    }
  };
  visit(folder, '');
  return found;
}

function read(folder: string, name: string): Package[] {
  const manifest = readManifest(folder);
  if (!manifest) return [];
  const nested = installedPackagesIn(join(folder, 'node_modules'));
  return [{ name, licence: licenceOf(manifest) }, ...nested];
}

function installedPackagesIn(folder: string): Package[] {
  try {
    return installedPackages(folder);
  } catch {
    return []; // most packages have no packages of their own
  }
}

type Manifest = { license?: string | { type?: string }; licenses?: { type?: string }[] };

function readManifest(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}

function licenceOf({ license, licenses }: Manifest): string {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map((each) => each.type).join(' OR ') ?? 'none given';
}

/** "(MIT OR GPL-3.0)" is fine: one may choose. "A AND B" needs both. */
export function isAcceptable({ name, licence }: Package): boolean {
  if (ACCEPTED.some((each) => each.name.test(name) && licence.includes(each.licence))) return true;
  const choices = licence.replace(/[()]/g, '').split(/\s+OR\s+/i);
  return choices.some((choice) => choice.split(/\s+AND\s+/i).every((part) => PERMISSIVE.has(part.trim())));
}

export function checkLicences(): string[] {
  return installedPackages()
    .filter((each) => !isAcceptable(each))
    .map(
      ({ name, licence }) =>
        `${name} has the licence "${licence}", which is not on the list (scripts/checks/licences.ts)`,
    );
}
