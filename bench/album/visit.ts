/** What somebody does who looks at an album: the first photos, one after the other large, further ones, and now and then one of their own. */
import { setTimeout } from 'node:timers/promises';
import type { Photo, PhotoTicket } from '../../lambdas/album/photo-schemas.ts';
import { type Variant, variantKey } from '../../lambdas/album/variants.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import { COOKIES_RENEWED_AT } from '../../lib/limits/cookies.ts';
import { type Choosing, choosing } from '../../local/seeded.ts';
import type { Door, Opened } from './doors.ts';
import { newPhoto } from './new-photo.ts';
import type { Answer, Phone } from './phone.ts';
import { photoList } from './photo-list.ts';
import type { CrowdPlan, Person } from './plan.ts';

/** Thumbnails that a phone shows before anybody scrolls, and those that one flick brings. */
const ON_SCREEN = 24;
/** Of what people do who add no photo, how much is to scroll; the rest looks at one photo. */
const SCROLLING = 0.2;

export type Surroundings = {
  plan: Pick<CrowdPlan, 'url' | 'thinkSeconds' | 'adding'>;
  phone: Phone;
  door: Door;
  jpegs: Buffer[];
  /** `performance.now()` when everybody goes. */
  ends: number;
  onConfirmed(photo: { photo: string; album: string }): void;
  onBytes(shown: number, sent: number): void;
};

/** Until the end; ends sooner only when the album could not be opened. */
export async function visit(person: Person, around: Surroundings): Promise<void> {
  const { door, plan, ends } = around;
  const random = choosing(person.seed);
  const adds = person.comes === 'with a login' || person.adds;
  let opened = await door.open();
  let renewAt = renewalOf(opened);
  const album = opened?.album;
  if (!album) return;
  const seen = new Set<string>();
  const show = async (those: readonly Photo[], variant: Variant) => {
    const wanted = those.filter(({ id, variants }) => variants === 'ready' && !seen.has(`${id} ${variant}`));
    for (const { id } of wanted) seen.add(`${id} ${variant}`);
    await inParallel(wanted, ON_SCREEN, ({ id }) => picture(variantKey(album, id, variant), opened!, variant, around));
  };
  const list = photoList(door, (photos) => show(photos.slice(0, ON_SCREEN), 'thumb'));
  await list.more();
  for (;;) {
    await setTimeout(think(random, plan.thinkSeconds));
    if (performance.now() >= ends) return list.close();
    if (performance.now() >= renewAt) {
      opened = (await door.renew()) ?? opened;
      renewAt = renewalOf(opened);
    }
    const draw = random.below(1000) / 1000;
    if (adds && draw < plan.adding) {
      await add(random, album, around);
      await list.refresh();
      continue;
    }
    const photos = list.photos();
    // An empty page asks for nothing: it waits for somebody to add photos.
    if (photos.length === 0) continue;
    if (draw > 1 - SCROLLING) {
      const shown = photos.filter(({ id }) => seen.has(`${id} thumb`)).length;
      if (shown < photos.length || !list.hasMore()) await show(photos.slice(shown, shown + ON_SCREEN), 'thumb');
      else await list.more();
    } else await show([random.pick(photos)], 'screen');
  }
}

async function picture(key: string, { cookie }: Opened, variant: Variant, { phone, plan, onBytes }: Surroundings) {
  const kind = variant === 'thumb' ? 'thumbnail' : 'picture';
  const answer = await phone.ask(kind, { url: `${plan.url}/${key}`, headers: { cookie } }, isWebp);
  onBytes(answer?.bytes.length ?? 0, 0);
}

async function add(random: Choosing, album: string, { door, phone, jpegs, onConfirmed, onBytes }: Surroundings) {
  const { announced, bytes } = newPhoto(random.pick(jpegs), `IMG_${random.below(1e9)}.jpg`);
  const answer = await door.ticket(announced);
  if (!answer) return;
  const { photo_id, upload_url, upload_headers } = JSON.parse(answer.bytes.toString()) as PhotoTicket;
  if (!(await phone.ask('PUT', { method: 'PUT', url: upload_url, headers: upload_headers, body: bytes }))) return;
  onBytes(0, bytes.length);
  if (await door.confirm(photo_id)) onConfirmed({ photo: photo_id, album });
}

const renewalOf = (opened: Opened | undefined) =>
  opened ? performance.now() + (opened.until - performance.now()) * COOKIES_RENEWED_AT : Number.POSITIVE_INFINITY;
/** Exponential, as between people who know nothing of each other; nobody sleeps for more than four times the mean. */
const think = (random: Choosing, mean: number) =>
  1000 * mean * Math.min(4, -Math.log(1 - random.below(1_000_000) / 1_000_000));
const isWebp = ({ type, bytes }: Answer) =>
  type === 'image/webp' && bytes.toString('latin1', 8, 12) === 'WEBP'
    ? undefined
    : `no picture: ${type}, ${bytes.length} bytes`;
