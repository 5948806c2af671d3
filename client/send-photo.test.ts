import { expect, test, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { type PhotoProgress, sendPhoto } from './send-photo.ts';

const announced = { filename: 'a.jpg', content_type: 'image/jpeg', file_size: 10 };
const refused = (status: number, code: string) => new ApiError(status, code, `refused by ${status}`);

/** A door into an album; what it did, in order. */
function door() {
  const did: string[] = [];
  let photos = 0;
  const ticketOf = (photo_id: string) => ({
    photo_id,
    upload_url: 'https://store',
    upload_headers: {},
    expires_in: 900,
  });
  const confirm = vi.fn(async (): Promise<unknown> => ({}));
  const renew = vi.fn(async (photo: string) => ticketOf(photo));
  const progress: PhotoProgress = {};
  const send = () =>
    sendPhoto({
      ...{ announced, progress, body: 'bytes', signal: new AbortController().signal, pause: async () => {} },
      door: {
        async ticket() {
          did.push('ticket');
          return ticketOf(`photo_${++photos}`);
        },
        renew(photo) {
          did.push(`renew ${photo}`);
          return renew(photo);
        },
        confirm(photo) {
          did.push(`confirm ${photo}`);
          return confirm();
        },
        async uploadShot() {
          did.push('PUT');
        },
      },
    });
  return { did, confirm, renew, send };
}
/** Its bytes were on their way for longer than the ticket was good. */
const late = refused(410, 'ticket_expired');
const SENT = ['ticket', 'PUT', 'confirm photo_1'];

test('a photo that took longer than its ticket is confirmed by another one: it is no second photo, and is sent once', async () => {
  const { did, confirm, send } = door();
  confirm.mockRejectedValueOnce(late);
  await send();
  expect(did).toEqual([...SENT, 'renew photo_1', 'confirm photo_1']);
});

test.each([
  ['which the bucket has taken in by then lies in the album', refused(409, 'already_confirmed'), ['confirm photo_1']],
  ['which has gone meanwhile begins anew', refused(404, 'not_found'), ['ticket', 'PUT', 'confirm photo_2']],
])('one %s', async (_, error, then) => {
  const { did, confirm, renew, send } = door();
  confirm.mockRejectedValueOnce(late);
  renew.mockRejectedValueOnce(error);
  await send();
  expect(did).toEqual([...SENT, 'renew photo_1', ...then]);
});

test('a link that has ended meanwhile (410) is told, and nothing is sent again', async () => {
  const { did, confirm, send } = door();
  confirm.mockRejectedValueOnce(refused(410, 'link_revoked'));
  await expect(send()).rejects.toMatchObject({ code: 'link_revoked' });
  expect(did).toEqual(SENT);
});
