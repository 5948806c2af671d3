import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { begun } from './send-photo.ts';
import { PHOTOS_AT_A_TIME, type PhotoQueueOptions, photoQueue } from './upload-photos.ts';

const announced = (filename: string) => ({ filename, content_type: 'image/jpeg', file_size: 10, sha256: 'ab' });
const refused = (status: number, code = 'x') => new ApiError(status, code, `refused by ${status}`);

function open(over: Partial<Pick<PhotoQueueOptions<string>, 'endsAll' | 'begun'>> = {}) {
  let tickets = 0;
  const ticketOf = (photo_id: string) => ({
    ...{ photo_id, upload_url: `https://store/${photo_id}/${++tickets}`, upload_headers: {}, expires_in: 900 },
  });
  const door = {
    ticket: vi.fn(async ({ filename }: { filename: string }) => ticketOf(`photo_${filename}`)),
    renew: vi.fn(async (photo: string) => ticketOf(photo)),
    confirm: vi.fn(async (photo_id: string): Promise<unknown> => ({ photo_id })),
    uploadShot: vi.fn(async (_ticket: { upload_url: string }, _body: BodyInit): Promise<void> => {}),
  };
  const clock = { at: 0 };
  const queue = photoQueue<string>({
    ...{
      door,
      onChange: vi.fn(),
      describe: async (file) => announced(file),
      read: (file) => file,
      now: () => clock.at,
    },
    ...{ pause: async () => {}, patienceMs: Number.POSITIVE_INFINITY, ...over },
  });
  const rest = () => vi.waitFor(() => expect(queue.isBusy()).toBe(false));
  const stages = () => queue.photos.map(({ file, stage }) => `${file} ${stage}`);
  return { queue, door, clock, rest, stages };
}
const names = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);

test('each photo gets a ticket, its bytes are sent, and it is confirmed; a few at a time', async () => {
  const { queue, door, rest, stages } = open();
  let most = 0;
  let now = 0;
  door.uploadShot.mockImplementation(async () => {
    most = Math.max(most, ++now);
    await turn();
    now--;
  });
  queue.add(names(9));
  await rest();
  expect(stages()).toEqual(names(9).map((name) => `${name} done`));
  expect(most).toBe(PHOTOS_AT_A_TIME);
  expect(door.ticket.mock.calls.map(([{ filename }]) => filename)).toEqual(names(9));
  expect(door.confirm.mock.calls.map(([id]) => id).toSorted()).toEqual(names(9).map((name) => `photo_${name}`));
});

test('one that is refused holds up no other, and is sent again when it is told to', async () => {
  const { queue, door, rest, stages } = open();
  door.ticket.mockRejectedValueOnce(refused(413, 'too_large'));
  queue.add(['a', 'b']);
  await rest();
  expect(stages()).toEqual(['a failed', 'b done']);
  expect(queue.photos[0]!.error).toMatchObject({ status: 413 });
  queue.retry(queue.photos[0]!.id);
  await rest();
  expect(stages()).toEqual(['a done', 'b done']);
});

test('while nobody answers it waits, and goes on by itself with the ticket that it has', async () => {
  const { queue, door, rest, stages } = open();
  for (let i = 0; i < 12; i++) door.uploadShot.mockRejectedValueOnce(refused(0, 'unreachable'));
  queue.add(['a']);
  await rest();
  expect(stages()).toEqual(['a done']);
  expect(door.ticket).toHaveBeenCalledOnce();
  expect(door.uploadShot).toHaveBeenCalledTimes(13);
});

test('after a long sleep the address has ended: another one for the same photo', async () => {
  const { queue, door, rest, stages } = open();
  door.uploadShot.mockRejectedValueOnce(refused(403));
  queue.add(['a']);
  await rest();
  expect(stages()).toEqual(['a done']);
  expect(door.renew.mock.calls).toEqual([['photo_a']]);
  expect(door.uploadShot.mock.calls.map(([{ upload_url }]) => upload_url)).toEqual([
    'https://store/photo_a/1',
    'https://store/photo_a/2',
  ]);
});

test('one that waited past its end is renewed before it is used', async () => {
  const { queue, door, rest, clock } = open();
  door.uploadShot.mockImplementationOnce(async () => {
    queue.stop();
    throw refused(0);
  });
  queue.add(['a']);
  await rest();
  clock.at = 900_000;
  queue.goOn();
  await rest();
  expect(door.ticket).toHaveBeenCalledOnce();
  expect(door.renew).toHaveBeenCalledOnce();
});

test('bytes that the store has already (412) are confirmed and not sent again', async () => {
  const { queue, door, rest, stages } = open();
  door.uploadShot.mockRejectedValueOnce(refused(412));
  queue.add(['a']);
  await rest();
  expect(stages()).toEqual(['a done']);
  expect(door.uploadShot).toHaveBeenCalledOnce();
  expect(door.confirm).toHaveBeenCalledOnce();
});

test('a photo that confirming does not find is sent once more, as a new one', async () => {
  const { queue, door, rest, stages } = open();
  door.confirm.mockRejectedValueOnce(refused(404));
  queue.add(['a']);
  await rest();
  expect(stages()).toEqual(['a done']);
  expect(door.ticket).toHaveBeenCalledTimes(2);
  door.confirm.mockRejectedValue(refused(404));
  queue.add(['b']);
  await rest();
  expect(stages()).toEqual(['a done', 'b failed']);
  expect(door.ticket).toHaveBeenCalledTimes(4);
});

test('wrong bytes (422) fail, and the next attempt begins anew', async () => {
  const { queue, door, rest, stages } = open();
  door.confirm.mockRejectedValueOnce(refused(422));
  queue.add(['a']);
  await rest();
  expect(stages()).toEqual(['a failed']);
  queue.retry(1);
  await rest();
  expect(stages()).toEqual(['a done']);
  expect(door.ticket).toHaveBeenCalledTimes(2);
});

test('a photo that was confirmed although nobody heard of it (409 for another address) is done', async () => {
  const { queue, door, rest, stages } = open();
  door.uploadShot.mockRejectedValueOnce(refused(403));
  door.renew.mockRejectedValueOnce(refused(409));
  queue.add(['a']);
  await rest();
  expect(stages()).toEqual(['a done']);
});

test('stopped, what is not done waits; going on begins where it stopped', async () => {
  const { queue, door, rest, stages } = open();
  door.confirm.mockImplementationOnce(async () => {
    queue.stop();
    await turn();
    throw refused(0);
  });
  queue.add(names(6));
  await rest();
  expect(stages()).toContain('5 waiting');
  const sent = door.uploadShot.mock.calls.length;
  queue.goOn();
  await rest();
  expect(stages()).toEqual(names(6).map((name) => `${name} done`));
  expect(door.ticket).toHaveBeenCalledTimes(6);
  // Those whose bytes were there are confirmed only.
  expect(door.uploadShot.mock.calls.length).toBeLessThan(sent + 6);
});

test('what ends all stops the queue: the link is revoked, the login has ended', async () => {
  const { queue, door, rest, stages } = open({ endsAll: (error) => (error as ApiError).status === 401 });
  door.ticket.mockRejectedValue(refused(401));
  queue.add(names(6));
  await rest();
  expect(stages()).toEqual(names(6).map((name) => `${name} waiting`));
  expect(queue.halted()).toMatchObject({ error: { status: 401 } });
});

test('those that have their tickets still go in after others were refused: guests may add so many and no more', async () => {
  const { queue, door, rest, stages } = open({ endsAll: (error) => (error as ApiError).code === 'quota_reached' });
  door.ticket.mockImplementationOnce(async () => ({
    ...{ photo_id: 'photo_0', upload_url: 'https://store/0', upload_headers: {}, expires_in: 900 },
  }));
  door.ticket.mockRejectedValue(refused(409, 'quota_reached'));
  queue.add(names(6));
  await rest();
  expect(stages()).toEqual([
    '0 done',
    ...names(6)
      .slice(1)
      .map((name) => `${name} waiting`),
  ]);
  expect(queue.halted()).toMatchObject({ error: { code: 'quota_reached' } });
});

test('those that are done leave the list when it is cleared', async () => {
  const { queue, rest } = open();
  queue.add(['a']);
  await rest();
  queue.clear();
  expect(queue.photos).toEqual([]);
});

test('200 files chosen again: those that are there are confirmed and not sent, the others go on', async () => {
  const { queue, door, rest, stages } = open({
    begun: ({ filename }) => {
      const number = Number(filename);
      if (number >= 190) return undefined;
      return begun(`photo_${filename}`, number < 180);
    },
  });
  // One of those that were there was deleted meanwhile, one was confirmed though nobody had told.
  door.confirm.mockImplementation(async (photo) => {
    if (photo === 'photo_7') {
      door.confirm.mockImplementation(async (photo_id) => ({ photo_id }));
      throw refused(404);
    }
    return { photo_id: photo };
  });
  door.renew.mockImplementation(async (photo) => {
    if (photo === 'photo_185') throw refused(409, 'already_confirmed');
    return { photo_id: photo, upload_url: `https://store/${photo}`, upload_headers: {}, expires_in: 900 };
  });
  queue.add(names(200));
  await rest();
  expect(stages()).toEqual(names(200).map((name) => `${name} done`));
  const sent = door.uploadShot.mock.calls.map(([, body]) => body as string);
  const wanted = names(200).filter((name) => name === '7' || (Number(name) >= 180 && name !== '185'));
  expect(sent.toSorted()).toEqual(wanted.toSorted());
  expect(door.ticket.mock.calls.map(([{ filename }]) => filename).toSorted()).toEqual(
    ['7', ...names(200).slice(190)].toSorted(),
  );
});
