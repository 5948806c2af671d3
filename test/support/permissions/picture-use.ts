import { developmentLogin } from '../../../cli/session/development-login.ts';
import type { Client } from '../../../client/client.ts';
import { inside } from '../inside.ts';
import { addPhoto, variantsOf } from '../photos.ts';
import { jpegWithPlace } from '../pictures.ts';
import { withoutSigning } from '../without-signing.ts';

/** Its owner and a guest look at a photo while nothing can be signed, and once more when it has gone. Before anything is signed for them. */
export async function usePictures(api: Client, album: string, url: string, directory: string): Promise<void> {
  const photo = await addPhoto(api, album, await jpegWithPlace());
  await variantsOf(api, photo);
  const { token } = await api.createShare(album, {});
  const { session } = await api.openShare(token);
  const { issuer, audience } = await api.config();
  const { accessToken } = await developmentLogin(issuer, audience);
  const look = async (path: string, headers: Record<string, string>) => {
    const { body } = await fetch(`${url}/api/${path}`, { redirect: 'manual', headers });
    await body?.cancel();
  };
  const own = (variant: string) =>
    look(`photos/${photo}/image?variant=${variant}`, { authorization: `Bearer ${accessToken}` });
  const both = async () => {
    await own('thumb');
    await look(`share/${token}/photos/${photo}/image?variant=thumb`, { 'x-share-session': session });
  };
  const within = await inside(url, directory);
  await withoutSigning(url, directory, async () => {
    await both();
    for (const object of await within.objects(photo)) await within.remove(object);
    await both();
  });
  await own('original');
}
