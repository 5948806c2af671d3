/** One bucket. The same port serves the work bucket and the tiles bucket: whoever wires it says which. */
export type ObjectStore = {
  /** The object's bytes; undefined when there is no such key. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Writes the whole object; an existing one is replaced. */
  put(key: string, body: Uint8Array | string, headers: ObjectHeaders): Promise<void>;
  /** Writes the object unless there is one. */
  putOnce(key: string, body: Uint8Array | string, headers: ObjectHeaders): Promise<void>;
  /** Copies an object with its headers, within the bucket; false when there is none. An existing one is replaced. */
  copy(from: string, to: string): Promise<boolean>;
  /** A key that does not exist is no error, so a repeat is harmless. */
  delete(key: string): Promise<void>;
  /** The same for many keys, in as few calls as the service takes. */
  deleteAll(keys: string[]): Promise<void>;
  /** Every key below the prefix, in the order of their bytes, however many pages that takes. */
  list(prefix: string): AsyncIterable<{ key: string; bytes: number }>;
};

export type ObjectHeaders = { contentType: string; cacheControl?: string };
