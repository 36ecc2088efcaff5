import type { NetworkName } from '../networks/catalogue';
import type { NetworkInputs, NetworkRunner, Tensors } from '../networks/runner';

/** A step of the analysis: made when first read, then kept. */
export interface Lazy<Value> {
  /** A step that fails is not kept: the next reader tries again. `onProgress` hears 0–1 only while it is made. */
  get(onProgress?: (done: number) => void): Promise<Value>;
  /** The value, if it was made; null before. */
  readonly value: Value | null;
  /** The networks that ran for it. */
  readonly networks: ReadonlySet<NetworkName>;
}

/** A step that is made already. */
export function resolvedLazy<Value>(value: Value, networks: ReadonlySet<NetworkName>): Lazy<Value> {
  return { get: () => Promise.resolve(value), value: value, networks };
}

export function createLazy<Value>(
  runner: NetworkRunner,
  make: (runner: NetworkRunner, onProgress: (done: number) => void) => Promise<Value>,
): Lazy<Value> {
  const networks = new Set<NetworkName>();
  let pending: Promise<Value> | null = null;
  let made: Value | null = null;
  const recorded: NetworkRunner = {
    executionProvider: runner.executionProvider,
    run(network: NetworkName, inputs: NetworkInputs): Promise<Tensors> {
      networks.add(network);
      return runner.run(network, inputs);
    },
    release: () => runner.release(),
  };
  return {
    networks,
    get value() {
      return made;
    },
    get(onProgress = () => undefined) {
      pending ??= make(recorded, onProgress).then(
        (value) => {
          made = value;
          return value;
        },
        (error: unknown) => {
          pending = null;
          throw error;
        },
      );
      return pending;
    },
  };
}
