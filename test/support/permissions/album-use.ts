import type { Client } from '../../../client/client.ts';

/** Everything that people can ask of albums, once. */
export async function useAlbums(api: Client): Promise<void> {
  const { id } = await api.createAlbum({ name: 'Lake' });
  await api.updateAlbum(id, { name: 'At the lake' });
  await api.showAlbum(id);
  await api.listAlbums();
}
