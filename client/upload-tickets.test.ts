import { expect, test } from 'vitest';
import { makingApi } from './making-api.fixture.ts';
import { uploadTickets } from './upload-tickets.ts';

const files = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `${i}`, bytes: 1, type: 'image/png' as const, sha256: '' }));
function open(count: number) {
  const api = makingApi();
  const clock = { at: 0 };
  const { signal } = new AbortController();
  const tickets = uploadTickets('m', files(count), { api, signal, now: () => clock.at });
  const asked = () => api.createTickets.mock.calls.map(([, { files }]) => files.length);
  return { api, clock, tickets, asked };
}

test('who needs the same hundred at once asks for it once', async () => {
  const { tickets, asked } = open(150);
  await Promise.all([0, 1, 2, 99].map((index) => tickets.of(index)));
  expect(asked()).toEqual([100]);
  await tickets.of(100);
  expect(asked()).toEqual([100, 50]);
});

test('after a long sleep new ones are asked for, for what is not sent yet', async () => {
  const { tickets, asked, clock, api } = open(3);
  await tickets.of(0);
  tickets.sent(0);
  clock.at = 3600_000 - 60_000 - 1;
  await tickets.of(1);
  expect(asked()).toEqual([3]);
  clock.at += 2;
  await Promise.all([tickets.of(1), tickets.of(2)]);
  expect(asked()).toEqual([3, 2]);
  expect(api.createTickets.mock.calls[1]![1].files.map(({ name }) => name)).toEqual(['1', '2']);
});

test('a file without a ticket is named', async () => {
  const { tickets, api } = open(1);
  api.createTickets.mockResolvedValueOnce({ tickets: [], expires_in: 3600 });
  await expect(tickets.of(0)).rejects.toThrow('no upload ticket for 0');
});
