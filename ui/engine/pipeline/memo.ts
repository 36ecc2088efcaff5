/** Keeps what was made last, by what it was made from. One reader at a time. */
export interface Memo<Value> {
  /** What is kept if its key is this one; otherwise it is made. What fails is not kept. */
  get(key: string, make: () => Value | Promise<Value>): Promise<Value>;
  /** What was made last; null before. */
  readonly latest: Value | null;
}

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
