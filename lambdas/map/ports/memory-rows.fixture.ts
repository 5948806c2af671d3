/** The ports of the map in memory, with the conditions that the adapters put on their writes: for tests of the core. */
import type { Page, Place } from '../../kernel/page.ts';
import type { Media, MediaStore, PendingPlace } from '../../media/ports.ts';
import { asSeen } from '../core/jobs/never-started.ts';
import { StageName } from '../schemas.ts';
import type { BuildRecord, Builds, FailureRecord, InputsLock, JobRecord, Jobs } from './jobs.ts';
import type { DeletingMap, MapRecord, Maps } from './maps.ts';

/** Newest first, as the indexes answer. */
function pageOf<Item>(all: Item[], placeOf: (item: Item) => Place, limit: number, after?: Place): Page<Item> {
  const order = (item: Item) => `${placeOf(item).at} ${placeOf(item).id}`;
  const sorted = all.toSorted((a, b) => (order(a) < order(b) ? 1 : -1));
  const rest = after ? sorted.filter((item) => order(item) < `${after.at} ${after.id}`) : sorted;
  const items = rest.slice(0, limit);
  return rest.length > limit ? { items, after: placeOf(items.at(-1)!) } : { items };
}

/** `jobs`: rows of jobs that move with the map's pointer. */
export function mapsInMemory(records: MapRecord[] = [], jobs?: Pick<Jobs, 'moveStage'>) {
  const rows = new Map(records.map((record) => [record.map, record]));
  const change = (map: string, changes: Partial<MapRecord>) => rows.set(map, { ...rows.get(map)!, ...changes });
  const page = (matches: (record: MapRecord) => boolean, limit: number, after?: Place) =>
    pageOf([...rows.values()].filter(matches), ({ updated_at, map }) => ({ at: updated_at, id: map }), limit, after);
  const deleting = new Map<string, DeletingMap>();
  const findByName = async (owner: string, name: string) =>
    [...rows.values()].find((row) => row.owner === owner && row.name === name);
  const maps: Maps = {
    find: async (map) => rows.get(map),
    findByName,
    async create(record) {
      if (rows.has(record.map) || (await findByName(record.owner, record.name))) return false;
      rows.set(record.map, record);
      return true;
    },
    async setAttribution(map, attribution, updated_at) {
      change(map, { attribution, updated_at });
    },
    ofOwner: async (owner, limit, after) => page((row) => row.owner === owner, limit, after),
    ofEverybody: async (limit, after) => page((row) => row.visibility === 'public', limit, after),
    async fixOrigin(map, origin) {
      if (!rows.get(map)!.published_build) change(map, { origin });
      return rows.get(map)!.origin!;
    },
    async publish(map, { from, to, origin }, { at, ...facts }, job) {
      const row = rows.get(map)!;
      if (row.published_build !== from || String(row.origin) !== String(origin)) return false;
      if (jobs && !(await jobs.moveStage(job, { from: 'publishing', to: 'cleaning' }, {}, at))) return false;
      change(map, { published_build: to, previous_build: from, updated_at: at, ...facts });
      return true;
    },
    async rollBack(map, { from, to, previous }, { at, ...facts }) {
      if (rows.get(map)?.published_build !== from) return false;
      change(map, { published_build: to, previous_build: previous, updated_at: at, ...facts });
      return true;
    },
    async beginDeletion({ map, owner, published_build }, deleting_since) {
      if (!rows.delete(map)) return false;
      deleting.set(map, { map, owner, published_build, deleting_since });
      return true;
    },
    findDeleting: async (map) => deleting.get(map),
    deleting: async () => [...deleting.values()],
    async forget(map) {
      deleting.delete(map);
    },
  };
  return { ...maps, rows };
}

const isOpen = ({ status }: JobRecord) => status === 'preparing' || status === 'running';

export function jobsInMemory(...records: JobRecord[]) {
  const rows = new Map(records.map((record) => [record.job_id, record]));
  const builds = new Map<string, BuildRecord>();
  const locks = new Map<string, InputsLock>();
  const failureRows = new Map<string, FailureRecord>();
  const changeIf = (job: string, allowed: (job: JobRecord) => boolean, changes: Partial<JobRecord>) => {
    const row = rows.get(job);
    if (!row || !allowed(row)) return false;
    rows.set(job, { ...row, ...changes });
    return true;
  };
  const jobs: Jobs = {
    find: async (job) => rows.get(job),
    findAll: async (ids) => ids.flatMap((id) => rows.get(id) ?? []),
    ofOwner: async (owner, limit, after) => {
      const own = [...rows.values()].filter((row) => row.owner === owner);
      return pageOf(own, ({ created_at, job_id }) => ({ at: created_at, id: job_id }), limit, after);
    },
    lockedBy: async (map, hash) => locks.get(`${map} ${hash}`),
    async claim(map, hash, claim, instead_of) {
      const holder = locks.get(`${map} ${hash}`);
      if (holder?.job_id !== instead_of?.job_id || (instead_of?.claimed && !holder?.claimed)) return false;
      if (instead_of?.claimed) locks.set(`${map} ${hash}#${instead_of.build}`, instead_of);
      locks.set(`${map} ${hash}`, claim);
      return true;
    },
    claims: async (map) =>
      [...locks]
        .filter(([key, { claimed }]) => key.startsWith(`${map} `) && claimed)
        .map(([row, { job_id, build }]) => ({ row, job_id, build })),
    async forgetClaim(_, { row, job_id }) {
      const lock = locks.get(row);
      if (lock?.claimed && lock.job_id === job_id) locks.delete(row);
    },
    async create(job, build) {
      const lock = `${build.map} ${build.inputs_hash}`;
      if (locks.get(lock)?.job_id !== job.job_id || rows.has(job.job_id)) return false;
      locks.set(lock, { job_id: job.job_id, build: job.build });
      rows.set(job.job_id, job);
      builds.set(build.build, build);
      return true;
    },
    start: async ({ job_id, attempt }, stage, changes, at) => {
      const allowed = (row: JobRecord) => isOpen(row) && row.attempt === attempt && (row.planned ?? 0) < attempt;
      const started = { status: 'running', stage, updated_at: at, planned: attempt } as const;
      return changeIf(job_id, allowed, { ...changes, ...started });
    },
    redrive: async ({ job_id, map_id, build, attempt }, { request, inputs_hash, holder }, at) => {
      const lock = locks.get(`${map_id} ${inputs_hash}`)?.job_id;
      const other = lock === job_id ? undefined : rows.get(lock ?? '');
      if (lock !== holder || (other && isOpen(asSeen(other, new Date(at))))) return false;
      if (!builds.has(build) || builds.get(build)!.removed_at) return false;
      const ended = { error: undefined, completed_at: undefined, expires_at: undefined };
      const begun = { status: 'running', attempt: attempt + 1, failure_count: 0, updated_at: at, inputs_hash } as const;
      const failed = (row: JobRecord) => asSeen(row, new Date(at)).status === 'failed' && row.attempt === attempt;
      const noneFailed = Object.fromEntries(StageName.options.map((stage) => [`${stage}_failed`, 0]));
      const done = changeIf(job_id, failed, { ...begun, ...ended, ...noneFailed, ...(request && { request }) });
      if (!done) return false;
      builds.set(build, { ...builds.get(build)!, inputs_hash, ...(request && { request }) });
      locks.set(`${map_id} ${inputs_hash}`, { job_id, build });
      return true;
    },
    moveStage: async ({ job_id, attempt }, { from, to }, changes, at) => {
      const allowed = (row: JobRecord) => row.status === 'running' && row.attempt === attempt && row.stage === from;
      return changeIf(job_id, allowed, { ...changes, stage: to, updated_at: at });
    },
    fail: async ({ job_id, attempt }, { error, failures, at, expires_at }) =>
      changeIf(job_id, (row) => isOpen(row) && row.attempt === attempt, {
        ...{ status: 'failed', error, failure_count: failures, updated_at: at, completed_at: at, expires_at },
      }),
    cancel: async (job, { at, expires_at }) =>
      changeIf(job, (row) => isOpen(row) && row.stage !== 'cleaning', {
        ...{ status: 'cancelled', updated_at: at, completed_at: at, expires_at },
      }),
    async putFailures({ job_id, attempt }, failures) {
      for (const failure of failures) failureRows.set(`${job_id} ${attempt} ${failure.stage} ${failure.item}`, failure);
    },
    failures: async ({ job_id, attempt }, limit) =>
      [...failureRows]
        .filter(([key]) => key.startsWith(`${job_id} ${attempt} `))
        .map(([, failure]) => failure)
        .slice(0, limit),
  };
  return { ...jobs, rows, builds: buildsInMemory(builds) };
}

function buildsInMemory(rows = new Map<string, BuildRecord>()) {
  const builds: Builds = {
    find: async (map, build) => (rows.get(build)?.map === map ? rows.get(build) : undefined),
    list: async (map, limit) => {
      const own = [...rows.values()].filter((row) => row.map === map);
      return own.sort((a, b) => (a.build < b.build ? 1 : -1)).slice(0, limit);
    },
    async complete(_, build, facts) {
      rows.set(build, { ...rows.get(build)!, ...facts, status: 'completed' });
    },
    async retire({ build }, removed_at) {
      const row = rows.get(build);
      if (!row || row.removed_at) return false;
      rows.set(build, { ...row, removed_at });
      return true;
    },
    async markEmptied({ build }) {
      rows.set(build, { ...rows.get(build)!, emptied: true });
    },
    async forget({ build }) {
      rows.delete(build);
    },
  };
  return { ...builds, rows };
}

export function mediaInMemory(now: () => number, ...records: Media[]) {
  const rows = new Map(records.map((record) => [record.id, record]));
  const live = ({ expires_at }: Media) => expires_at === undefined || expires_at > now();
  const media: MediaStore = {
    async put(added) {
      for (const one of added) rows.set(one.id, one);
    },
    find: async (ids) => ids.flatMap((id) => rows.get(id) ?? []).filter(live),
    async keep(ids) {
      const gone = ids.filter((id) => !rows.has(id) || !live(rows.get(id)!));
      for (const id of ids) {
        if (!gone.includes(id)) rows.set(id, { ...rows.get(id)!, expires_at: undefined });
      }
      return gone;
    },
    ofCollection: async (collection) =>
      [...rows.values()].filter((row) => row.collection === collection).map(({ id }) => id),
    expired: async (collection, at) =>
      [...rows.values()].filter(
        (row) => row.collection === collection && row.expires_at !== undefined && row.expires_at <= at,
      ),
    async pending(collection, { since, until, limit, after, used }) {
      // As DynamoDB: the place must lie within the condition on the key.
      if (after && after.created_at <= since) throw new Error('The provided starting key is outside query boundaries');
      const all = [...rows.values()].filter(
        ({ collection: of, created_at, expires_at }) =>
          of === collection && created_at > since && (expires_at === undefined ? used : expires_at >= until),
      );
      const order = ({ created_at, id }: PendingPlace) => `${created_at} ${id}`;
      const sorted = all.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
      const rest = after ? sorted.filter((row) => order(row) > order(after)) : sorted;
      const items = rest.slice(0, limit);
      const { id, created_at } = items.at(-1) ?? {};
      return rest.length > limit ? { items, after: { id: id!, created_at: created_at! } } : { items };
    },
    async remove(ids) {
      for (const id of ids) rows.delete(id);
    },
  };
  return { ...media, rows };
}
