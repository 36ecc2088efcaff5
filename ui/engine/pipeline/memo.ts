/** A cache with a single entry: the value computed last, and its key. Calls must not overlap. */
export interface Memo<Value> {
  /** The cached value if `key` is its key; else computes and caches it. A failure is not cached. */
  get(key: string, make: () => Value | Promise<Value>): Promise<Value>;
  /** The value computed last; null before the first. */
  readonly latest: Value | null;
}

/** An empty cache. */
export function createMemo<Value>(): Memo<Value> {
  let last: { readonly key: string; readonly value: Value } | null = null;
  return {
    get latest() {
      return last?.value ?? null;
    },
    async get(key, make) {
      if (last?.key !== key) last = { key, value: await make() };
      return last.value;
    },
  };
}
