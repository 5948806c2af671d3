import { cookieOf, signedPictures } from '../signed-pictures.ts';

/** Somebody who was signed for looks at a picture. */
export async function useMedia(url: string, directory: string): Promise<void> {
  const pictures = await signedPictures(url, directory);
  await pictures.put('media/albums/a/p/thumb.webp', 'picture');
  const cookie = cookieOf(await pictures.signer.cookies('/media/albums/a', 60, new Date()));
  const answer = await fetch(`${url}/media/albums/a/p/thumb.webp`, { headers: { cookie } });
  pictures.close();
  if ((await answer.text()) !== 'picture') throw new Error(`A picture that was signed for answered ${answer.status}.`);
}
