import type { Client } from '../../../client/client.ts';

/** Everything that people can ask of albums, once. */
export async function useAlbums(api: Client): Promise<void> {
  const { id } = await api.createAlbum({ name: 'Lake' });
  await api.updateAlbum(id, { name: 'At the lake' });
  await api.showAlbum(id);
  await api.listAlbums();
  await useShares(api, id);
}

async function useShares(api: Client, album: string): Promise<void> {
  const { token, share_id } = await api.createShare(album, { password: 'our summer', max_views: 1 });
  await api.showShare(token);
  const { session } = await api.openShare(token, { password: 'our summer' });
  await api.openShare(token, { session });
  await api.listShares(album);
  await api.revokeShare(album, share_id);
}
