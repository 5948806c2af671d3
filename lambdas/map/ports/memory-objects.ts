import type { ObjectHeaders, ObjectStore } from './objects.ts';

export type StoredObject = { body: Uint8Array; headers: ObjectHeaders };

/** A bucket in memory, for tests: `objects` is what it holds. */
export function memoryObjects(): ObjectStore & { objects: Map<string, StoredObject> } {
  const objects = new Map<string, StoredObject>();
  const put = async (key: string, body: Uint8Array | string, headers: ObjectHeaders) => {
    objects.set(key, { body: typeof body === 'string' ? Buffer.from(body) : body, headers });
    return markOf(objects.get(key)!);
  };
  return {
    objects,
    async get(key, mark) {
      const stored = objects.get(key);
      if (stored && mark !== undefined && mark !== markOf(stored)) return undefined;
      return stored && Uint8Array.prototype.slice.call(stored.body);
    },
    put,
    async putOnce(key, body, headers) {
      if (objects.has(key)) return false;
      await put(key, body, headers);
      return true;
    },
    async stat(key) {
      const object = objects.get(key);
      return object && { bytes: object.body.length, ...(object.headers.sha256 && { sha256: object.headers.sha256 }) };
    },
    async copy(from, to, mark) {
      const source = objects.get(from);
      if (!source) return false;
      objects.set(to, source);
      return mark === undefined || mark === markOf(source);
    },
    async delete(key) {
      objects.delete(key);
    },
    async deleteAll(keys) {
      for (const key of keys) objects.delete(key);
    },
    async *list(prefix) {
      for (const key of [...objects.keys()].filter((name) => name.startsWith(prefix)).toSorted()) {
        const object = objects.get(key)!;
        yield { key, bytes: object.body.length, mark: markOf(object) };
      }
    },
  };
}

/** FNV-1a: enough to tell two bodies of a test apart. */
function markOf({ body }: StoredObject): string {
  let hash = 0x811c9dc5;
  for (const byte of body) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16);
}
