import type { NetworkName } from '../networks/catalogue';
import type { NetworkInputs, NetworkRunner, Tensors } from '../networks/runner';

/** A result of the analysis: computed on first use, then kept. */
export interface Lazy<Value> {
  /**
   * The value. After a failure the next call computes it again.
   * @param onProgress gets the share that is done, 0–1, if this call starts the computation
   */
  get(onProgress?: (done: number) => void): Promise<Value>;
  /** The value; null before it is computed. */
  readonly value: Value | null;
  /** The networks that ran for the value. */
  readonly networks: ReadonlySet<NetworkName>;
}

/** A result that is there from the start. `networks`: those that ran for it. */
export function resolvedLazy<Value>(value: Value, networks: ReadonlySet<NetworkName>): Lazy<Value> {
  return { get: () => Promise.resolve(value), value, networks };
}

/** @param make computes the value; the runner that it gets records which networks run */
export function createLazy<Value>(
  runner: NetworkRunner,
  make: (runner: NetworkRunner, onProgress: (done: number) => void) => Promise<Value>,
): Lazy<Value> {
  const networks = new Set<NetworkName>();
  let pending: Promise<Value> | null = null;
  let computed: Value | null = null;
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
      return computed;
    },
    get(onProgress = () => undefined) {
      pending ??= make(recorded, onProgress).then(
        (value) => {
          computed = value;
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
