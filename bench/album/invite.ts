/** The people of a crowd: albums, some photos in those that are shared, links to them, and who comes by which. */
import { createClient } from '../../client/client.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import type { Tokens } from '../../test/support/tokens.ts';
import { fill } from './fill.ts';
import type { Person } from './plan.ts';

/** A fifth has a login and an album of its own, that is empty at first; the others come by links to albums that are shared. */
const WITH_A_LOGIN = 0.2;
/** By which link the guests of an album come, in turn. One with a password costs the platform most: scrypt, on purpose. */
const REQUESTS = {
  seeing: {},
  knowing: { password: 'our summer' },
  adding: { upload: 'allowed', max_photos: 1000 },
} as const;
const IN_TURN = ['seeing', 'knowing', 'seeing', 'adding'] as const;

export type Party = {
  /** People whom photos and albums belong to. */
  owners: string[];
  albums: string[];
  /** Photos that lie in them before anybody comes. */
  photos: number;
  people: Person[];
};

/** @param name of the crowd: others of the same platform have other owners */
export async function invite(
  { url, tokens, name }: { url: string; tokens: Tokens; name: string },
  size: { people: number; shared: number; photosEach: number; seed: number },
  jpeg: Buffer,
): Promise<Party> {
  const own = Math.round(size.people * WITH_A_LOGIN);
  const guests = Math.ceil((size.people - own) / size.shared);
  const party: Party = { owners: [], albums: [], photos: size.shared * size.photosEach, people: [] };
  const come = (person: DistributiveOmit<Person, 'address' | 'seed'>) => {
    const index = party.people.length;
    party.people.push({ ...person, address: addressOf(index), seed: size.seed * 1000 + index } as Person);
  };
  const enter = async (index: number) => {
    const owner = `${name}-${index}`;
    const token = await tokens.sign({ sub: owner });
    party.owners.push(owner);
    const api = createClient({ baseUrl: url, token: async () => token });
    const { id: album } = await api.createAlbum({ name: `Album of ${owner}` });
    party.albums.push(album);
    return { api, album, token };
  };
  for (let i = 0; i < size.shared; i++) {
    const { api, album } = await enter(i);
    await fill(api, album, size.photosEach, jpeg);
    const link = async (which: keyof typeof REQUESTS) => (await api.createShare(album, REQUESTS[which])).token;
    const links = { seeing: await link('seeing'), knowing: await link('knowing'), adding: await link('adding') };
    for (let guest = 0; guest < guests && party.people.length < size.people - own; guest++) {
      const which = IN_TURN[guest % IN_TURN.length]!;
      const password = which === 'knowing' ? REQUESTS[which].password : undefined;
      come({ comes: 'by a link', link: links[which], password, adds: which === 'adding' });
    }
  }
  await inParallel(
    Array.from({ length: own }, (_, i) => size.shared + i),
    4,
    async (index) => {
      const { album, token } = await enter(index);
      come({ comes: 'with a login', token, album });
    },
  );
  // Nobody waits at the door for all who come by the same way.
  party.people = party.people
    .map((person, index) => ({ person, at: (index * 7919) % party.people.length }))
    .sort((a, b) => a.at - b.at)
    .map(({ person }) => person);
  return party;
}

type DistributiveOmit<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** 127.1.0.1 and so on: all of 127.0.0.0/8 is this machine on Linux, so that each phone is one address for whoever counts. */
const addressOf = (index: number) =>
  process.platform === 'linux' ? `127.1.${Math.floor(index / 250)}.${1 + (index % 250)}` : '127.0.0.1';
