import type { ObjectHeaders, ObjectStore } from './objects.ts';

export type StoredObject = { body: Uint8Array; headers: ObjectHeaders };

/** A bucket in memory, for tests: `objects` is what it holds. */
export function memoryObjects(): ObjectStore & { objects: Map<string, StoredObject> } {
  const objects = new Map<string, StoredObject>();
  const put: ObjectStore['put'] = async (key, body, headers) => {
    objects.set(key, { body: typeof body === 'string' ? Buffer.from(body) : body, headers });
  };
  return {
    objects,
    async get(key) {
      const stored = objects.get(key);
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
    async copy(from, to) {
      const source = objects.get(from);
      if (source) objects.set(to, source);
      return source !== undefined;
    },
    async delete(key) {
      objects.delete(key);
    },
    async deleteAll(keys) {
      for (const key of keys) objects.delete(key);
    },
    async *list(prefix) {
      for (const key of [...objects.keys()].filter((name) => name.startsWith(prefix)).toSorted()) {
        yield { key, bytes: objects.get(key)!.body.length };
      }
    },
  };
}
