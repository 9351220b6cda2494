import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Storage } from '../../../src/ports/storage/index.ts';

/** Opens a storage that nobody else uses, empty but for its schema. */
export type OpenStorage = () => Promise<Storage>;

/** One storage for all tests of the block; each test works in tenants of its own. */
export function oneStorage(open: OpenStorage): () => Storage {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage.close());
  return () => storage;
}

/** A fresh storage for every test, where a query sees all tenants. */
export function freshStorage(open: OpenStorage): () => Storage {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });
  afterEach(() => storage.close());
  return () => storage;
}

/** Starts the same work many times at once. */
export function atOnce<T>(times: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => work(index)));
}
