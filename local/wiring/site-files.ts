/** What CDK's BucketDeployment puts into a bucket: the files of its sources, filtered, with values in place of markers. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Properties of Custom::CDKBucketDeployment, resolved. */
export type BucketDeployment = {
  SourceObjectKeys: string[];
  SourceMarkers?: Record<string, unknown>[];
  SourceMarkersConfig?: { jsonEscape?: boolean | string }[];
  DestinationBucketName: string;
  DestinationBucketKeyPrefix?: string;
  Exclude?: string[];
  Include?: string[];
  Prune?: boolean | string;
  SystemMetadata?: Record<string, string>;
};

/**
 * @param directories of the sources, in order: later ones replace files of earlier ones
 * @returns contents by path, with `/` between folders
 */
export async function siteFiles(deployment: BucketDeployment, directories: string[]): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const [index, directory] of directories.entries()) {
    const markers = Object.entries(deployment.SourceMarkers?.[index] ?? {});
    const jsonEscape = String(deployment.SourceMarkersConfig?.[index]?.jsonEscape) === 'true';
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const name = relative(directory, file).split(sep).join('/');
      if (isDeployed(name, deployment)) files.set(name, replaceMarkers(await readFile(file), markers, jsonEscape));
    }
  }
  return files;
}

/** As `aws s3 sync --exclude ... --include ...`: everything is in, and the last filter that matches decides. */
export function isDeployed(
  name: string,
  { Exclude = [], Include = [] }: Pick<BucketDeployment, 'Exclude' | 'Include'>,
): boolean {
  const included = Include.some((pattern) => glob(pattern).test(name));
  return included || !Exclude.some((pattern) => glob(pattern).test(name));
}

/** Python's fnmatch, which the AWS command line uses: `*` also matches `/`. */
function glob(pattern: string): RegExp {
  const parts = pattern.split(/(\*|\?|\[!?[^\]]+\])/).map((part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.startsWith('[')) return part.replace('[!', '[^');
    return part.replace(/[.+^${}()|\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}

function replaceMarkers(content: Buffer, markers: [string, unknown][], jsonEscape: boolean): Buffer {
  if (markers.length === 0) return content;
  // latin1 keeps every byte as it is, in files that are not text, too.
  const replaced = markers.reduce((text, [marker, value]) => {
    const json = JSON.stringify(value);
    const inner = typeof value === 'string' ? json.slice(1, -1) : json;
    const bytes = Buffer.from(jsonEscape ? inner : String(value)).toString('latin1');
    return text.replaceAll(marker, () => bytes);
  }, content.toString('latin1'));
  return Buffer.from(replaced, 'latin1');
}
