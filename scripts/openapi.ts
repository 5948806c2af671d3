/** `npm run openapi`: writes docs/api/openapi.json. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openApiDocument } from './openapi/document.ts';

const FILE = 'docs/api/openapi.json';
const place = join(import.meta.dirname, '..', FILE);
const textOf = async () => `${JSON.stringify(await openApiDocument(), null, 2)}\n`;

/** Is the file what the tables and schemas say? */
export async function checkOpenApi(): Promise<string[]> {
  const stored = await readFile(place, 'utf8').catch(() => '');
  return stored === (await textOf()) ? [] : [`${FILE} is not what routes and schemas say: run \`npm run openapi\``];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, await textOf());
  console.log(FILE);
}
