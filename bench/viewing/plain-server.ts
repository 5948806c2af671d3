/**
 * The least that Node can do: files of a folder out of memory, with their length and nothing else; no signature, no policy, no
 * cache to keep in order. `node bench/viewing/plain-server.ts PORT FOLDER`
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const [port, folder] = process.argv.slice(2) as [string, string];
const files = new Map(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [path.slice(folder.length), readFileSync(path)]),
);
createServer((request, response) => {
  const body = files.get(request.url!);
  if (!body) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'image/webp', 'content-length': body.length }).end(body);
}).listen(Number(port), '127.0.0.1');
