/** `npm run openapi`: writes docs/api/openapi.json and docs/api/cli.schema.json. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cliSchema } from './openapi/cli-schema.ts';
import { openApiDocument } from './openapi/document.ts';

const FILES: Record<string, () => Promise<object>> = {
  'docs/api/openapi.json': openApiDocument,
  'docs/api/cli.schema.json': async () => cliSchema(),
};
const placeOf = (file: string) => join(import.meta.dirname, '..', file);
const textOf = async (make: () => Promise<object>) => `${JSON.stringify(await make(), null, 2)}\n`;

/** Are the files what tables and schemas say? */
export async function checkOpenApi(): Promise<string[]> {
  const stale = await Promise.all(
    Object.entries(FILES).map(async ([file, make]) => {
      const stored = await readFile(placeOf(file), 'utf8').catch(() => '');
      return stored === (await textOf(make)) ? [] : [`${file} is not what the schemas say: run \`npm run openapi\``];
    }),
  );
  return stale.flat();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [file, make] of Object.entries(FILES)) {
    await mkdir(dirname(placeOf(file)), { recursive: true });
    await writeFile(placeOf(file), await textOf(make));
    console.log(file);
  }
}
