import { EngineError } from '../api/report';
import { networkInfo, SHIPPED_NETWORKS, type NetworkName } from './catalogue';
import { readGraph, type CoreGraph } from './core/graph/read-graph';
import { kernelBinary } from './core/machine/kernel-binary';
import { aligned, startMachine, type Machine } from './core/machine/machine';
import type { OperatorContext } from './core/operators/operator';
import { planRun, type Plan } from './core/plan/plan';
import { networkFile } from './network-file';
import { elements } from './onnx/shape';
import { readOutputs } from './read-outputs';
import { inputValues, type NetworkInputs, type NetworkRunner, type RunnerAssets, type Tensors } from './runner';
import { tensorShapes } from './tensor-shapes';

/** A network whose file was read. */
interface LoadedNetwork {
  readonly graph: CoreGraph;
  readonly context: OperatorContext;
  /** Plans by the shapes of the inputs. */
  readonly plans: Map<string, PlacedPlan>;
}

/** A plan, with its steps for values that start at an address. */
interface PlacedPlan {
  readonly plan: Plan;
  readonly start: number;
  readonly steps: readonly (() => void)[];
}

/**
 * Creates a runner on Softlight's own kernels, in WebAssembly with one thread. It knows the operators of the shipped
 * networks. It reads a network at its first run and keeps its weights; the values of all runs share one memory.
 * @param kernels the compiled kernels; left out: the fastest that this JavaScript engine can run
 */
export function createWasmRunner(
  { networks, catalogue = SHIPPED_NETWORKS }: RunnerAssets,
  kernels: Uint8Array<ArrayBuffer> = kernelBinary(),
): NetworkRunner {
  let started: Promise<Machine> | null = null;
  const loaded = new Map<NetworkName, LoadedNetwork>();

  function network(name: NetworkName, machine: Machine): LoadedNetwork {
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const graph = readGraph(networkFile(networks, name, catalogue));
    const read = { graph, context: contextOf(machine), plans: new Map<string, PlacedPlan>() };
    loaded.set(name, read);
    return read;
  }

  return {
    executionProvider: 'wasm',
    catalogue,

    async run(name: NetworkName, inputs: NetworkInputs): Promise<Tensors> {
      const info = networkInfo(name, catalogue);
      const machine = await (started ??= startMachine(kernels));
      const shapeOf = tensorShapes(name, info, inputs);
      try {
        const shapes = new Map(info.inputs.map((input) => [input.name, shapeOf(input)]));
        const { plan, start, steps } = placedPlan(network(name, machine), shapes, machine);
        const placeOf = (value: string): number => (start + (plan.places.get(value) ?? Number.NaN)) / 4;
        for (const input of info.inputs) machine.floats().set(inputValues(inputs[input.name]!), placeOf(input.name));
        for (const step of steps) step();
        const values = machine.floats();
        const results = info.outputs.map(({ name: output }) => {
          const from = placeOf(output);
          return [output, values.slice(from, from + elements(plan.shapes.get(output) ?? []))] as const;
        });
        return readOutputs(name, info, shapeOf, new Map(results));
      } catch (error) {
        throw engineError(error, name);
      }
    },

    release(): Promise<void> {
      started = null;
      loaded.clear();
      return Promise.resolve();
    },
  };
}

function contextOf(machine: Machine): OperatorContext {
  const kept = new Map<string, number>();
  return {
    machine,
    keep(key, make) {
      const address = kept.get(key) ?? machine.store(make());
      kept.set(key, address);
      return address;
    },
  };
}

/** The plan for inputs of these shapes, placed after the weights of all networks that were read. */
function placedPlan(
  { graph, context, plans }: LoadedNetwork,
  shapes: ReadonlyMap<string, readonly number[]>,
  machine: Machine,
): PlacedPlan {
  const key = JSON.stringify([...shapes]);
  let placed = plans.get(key) ?? place(planRun(graph, shapes, context), machine);
  if (placed.start !== startOf(machine)) placed = place(placed.plan, machine);
  machine.reach(placed.start + placed.plan.bytes);
  plans.set(key, placed);
  return placed;
}

function place(plan: Plan, machine: Machine): PlacedPlan {
  const start = startOf(machine);
  return { plan, start, steps: plan.bind(start) };
}

function startOf(machine: Machine): number {
  return aligned(machine.stored());
}

/** A memory that cannot grow is the system's; all else that a graph can cause is a fault of its file. */
function engineError(error: unknown, network: NetworkName): unknown {
  if (error instanceof RangeError && /memory|alloc/i.test(error.message))
    return new EngineError({ code: 'out-of-memory' });
  const isOfTheFile = error instanceof RangeError || error instanceof WebAssembly.RuntimeError;
  return isOfTheFile ? new EngineError({ code: 'network-damaged', network }) : error;
}
