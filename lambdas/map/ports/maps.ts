import type { Page, Place } from '../../kernel/page.ts';
import type { TileFormat } from '../schemas.ts';
import type { Attempt } from './jobs.ts';

/** A map: its address for life, and which of its builds is published. */
export type MapRecord = {
  map: string;
  owner: string;
  name: string;
  visibility: 'public' | 'private';
  attribution: string;
  created_at: string;
  updated_at: string;
  /** Top-left of the map in plan px, whole; fixed for ever once a build is published. */
  origin?: [number, number];
  published_build?: string;
  /** Published before that one: kept for going back. */
  previous_build?: string;
  width?: number;
  height?: number;
  max_zoom?: number;
  format?: TileFormat;
  /** Stored tiles of the published build. */
  tiles?: number;
};

/** A map that is being deleted: nobody sees it any more, and nothing is built or published on it. */
export type DeletingMap = Pick<MapRecord, 'map' | 'owner' | 'published_build'> & { deleting_since: string };

export type Published = Required<Pick<MapRecord, 'width' | 'height' | 'max_zoom' | 'format' | 'tiles'>> & {
  at: string;
};

/** `previous` is what a further rollback would show. */
export type Rollback = { from: string; to: string; previous: string | undefined };
export type PointerMove = { from: string | undefined; to: string; origin: [number, number] };

/** Nobody but the deletion itself finds a map that is being deleted. */
export type Maps = {
  find(map: string): Promise<MapRecord | undefined>;
  findByName(owner: string, name: string): Promise<MapRecord | undefined>;
  /** False when the owner has a map of that name, or the id is taken. */
  create(record: MapRecord): Promise<boolean>;
  setAttribution(map: string, attribution: string, at: string): Promise<void>;
  /** Newest change first. */
  ofOwner(owner: string, limit: number, after?: Place): Promise<Page<MapRecord>>;
  ofEverybody(limit: number, after?: Place): Promise<Page<MapRecord>>;
  /** Sets the origin while no build is published. Answers the one in force. */
  fixOrigin(map: string, origin: [number, number]): Promise<[number, number]>;
  /**
   * Moves the pointer if it still shows `from` and the origin is the build's, and with it the job from publishing to cleaning;
   * false when not, or when the job has ended: then neither has moved.
   */
  publish(map: string, move: PointerMove, facts: Published, job: Attempt): Promise<boolean>;
  /** Moves the pointer back if it still shows `from` and the tiles of both builds are kept; false when not. */
  rollBack(map: string, move: Rollback, facts: Published): Promise<boolean>;
  /** From then on it is being deleted, and its name is free again. False when it is so already, or gone. */
  beginDeletion(map: MapRecord, at: string): Promise<boolean>;
  findDeleting(map: string): Promise<DeletingMap | undefined>;
  /** Those that are being deleted; what has just begun may be missing. */
  deleting(): Promise<DeletingMap[]>;
  /** The last row of a map that is being deleted; a repeat is harmless. */
  forget(map: string): Promise<void>;
};
