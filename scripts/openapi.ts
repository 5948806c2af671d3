/** `npm run openapi`: writes docs/api/openapi.json and docs/api/cli.schema.json, and puts the example into docs/api/albums.md. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cliSchema } from './openapi/cli-schema.ts';
import { openApiDocument } from './openapi/document.ts';
import { withExample } from './openapi/example.ts';

const placeOf = (file: string) => join(import.meta.dirname, '..', file);
const read = (file: string) => readFile(placeOf(file), 'utf8');
const textOf = (document: object) => `${JSON.stringify(document, null, 2)}\n`;
const FILES: Record<string, () => Promise<string>> = {
  'docs/api/openapi.json': async () => textOf(await openApiDocument()),
  'docs/api/cli.schema.json': async () => textOf(cliSchema()),
  'docs/api/albums.md': async () => withExample(await read('docs/api/albums.md'), await read('docs/examples/album.ts')),
};

/** Are the files what tables and schemas say? */
export async function checkOpenApi(): Promise<string[]> {
  const stale = await Promise.all(
    Object.entries(FILES).map(async ([file, make]) => {
      const stored = await read(file).catch(() => '');
      return stored === (await make()) ? [] : [`${file} is not what schemas and examples say: run \`npm run openapi\``];
    }),
  );
  return stale.flat();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [file, make] of Object.entries(FILES)) {
    await mkdir(dirname(placeOf(file)), { recursive: true });
    await writeFile(placeOf(file), await make());
    console.log(file);
  }
}
