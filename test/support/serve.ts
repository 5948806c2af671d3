import { createServer } from 'node:http';
import type { Service } from '../../local/service.ts';

/** Serves one room of the twin on a free port of this machine. `close` ends both. */
export async function serve(room: Service): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => void room.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await room.close();
    },
  };
}
