import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../sqlite.ts';

/**
 * What is visible: an object exists exactly when its row does. `detail` and `result` are JSON. A notice is written
 * with what it tells of, and is there until it was told. Keys compare as bytes
 * (BINARY), which is the order of S3's listings.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY, created INTEGER NOT NULL, cors TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL,
    detail TEXT NOT NULL, PRIMARY KEY (bucket, key)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, created INTEGER NOT NULL, detail TEXT NOT NULL,
    result TEXT) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS uploads_by_key ON uploads (bucket, key, id);
  CREATE TABLE IF NOT EXISTS parts (
    upload TEXT NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL,
    file TEXT NOT NULL, checksum TEXT, PRIMARY KEY (upload, number)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS notifications (bucket TEXT PRIMARY KEY, destinations TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS notices (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, target TEXT NOT NULL, message TEXT NOT NULL,
    attempts INTEGER NOT NULL, created REAL NOT NULL, due REAL NOT NULL);
  CREATE TABLE IF NOT EXISTS sequencer (one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL);
`;

/** Opens (or makes) the index of a directory. */
export const openIndex = (directory: string): DatabaseSync => openDatabase(join(directory, 'index.sqlite'), SCHEMA);
