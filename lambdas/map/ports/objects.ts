/** One bucket. The same port serves the work bucket and the tiles bucket: whoever wires it says which. */
export type ObjectStore = {
  /**
   * The object's bytes, the caller's alone; undefined when there is no such key, or when it has another mark than is given: it is not
   * what was put there.
   * @throws TesseraError `unreadable_object` when it is there and its bytes do not come, or are not those that were stored
   */
  get(key: string, mark?: string): Promise<Uint8Array | undefined>;
  /** Writes the whole object; an existing one is replaced. Answers the mark of its bytes, where the bucket has one. */
  put(key: string, body: Uint8Array | string, headers: ObjectHeaders): Promise<string | undefined>;
  /**
   * Copies an object with its headers, within the bucket. An existing one is replaced. False when there is none, or when what was copied
   * has another mark than is given: it is not what was put there.
   * @throws TesseraError `unreadable_object` when it is there and its bytes cannot be had
   */
  copy(from: string, to: string, mark?: string): Promise<boolean>;
  /** Writes the object unless there is one, and answers whether it did. */
  putOnce(key: string, body: Uint8Array | string, headers: ObjectHeaders): Promise<boolean>;
  /** Length of the object, and its SHA-256 in hexadecimal if it was written with one; undefined when there is no such key. */
  stat(key: string): Promise<{ bytes: number; sha256?: string } | undefined>;
  /** A key that does not exist is no error, so a repeat is harmless. */
  delete(key: string): Promise<void>;
  /** The same for many keys, in as few calls as the service takes. */
  deleteAll(keys: string[]): Promise<void>;
  /** Every key below the prefix, in the order of their bytes, however many pages that takes; each with the mark that `put` answered. */
  list(prefix: string): AsyncIterable<{ key: string; bytes: number; mark?: string }>;
};

/** Code of the error for an object that is there and cannot be read. */
export const UNREADABLE_OBJECT = 'unreadable_object';

/** `sha256`, in hexadecimal: the service refuses a body that has another one, and keeps it. */
export type ObjectHeaders = { contentType: string; cacheControl?: string; sha256?: string };
