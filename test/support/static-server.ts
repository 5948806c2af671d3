/** The plainest of web servers, as GitHub Pages and a hundred others are: files under a path, types by extension, nothing else. */
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};

export type StaticServer = { url: string; close: () => Promise<void> };

/** Serves a folder at `url`, which ends with the path; everything beside it is not there. @param path `/some/path/` */
export async function serveFolder(folder: string, path: string): Promise<StaticServer> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    // A folder without its slash is answered with one.
    if (`${pathname}/` === path) return response.writeHead(301, { location: path }).end();
    const name = normalize(decodeURIComponent(pathname.slice(path.length)) || '.');
    const file = join(folder, name === '.' ? 'index.html' : name);
    const isThere =
      pathname.startsWith(path) && !name.startsWith('..') && (await stat(file).catch(() => undefined))?.isFile();
    if (!isThere) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(await readFile(file));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
