/** Keeps what was made last, by what it was made from. One reader at a time. */
export interface Slot<Value> {
  /** What is kept if its key is this one; otherwise it is made. What fails is not kept. */
  read(key: string, make: () => Value | Promise<Value>): Promise<Value>;
  /** What was made last; null before. */
  readonly kept: Value | null;
}

export function createSlot<Value>(): Slot<Value> {
  let last: { readonly key: string; readonly value: Value } | null = null;
  return {
    get kept() {
      return last?.value ?? null;
    },
    async read(key, make) {
      if (last?.key !== key) last = { key, value: await make() };
      return last.value;
    },
  };
}
