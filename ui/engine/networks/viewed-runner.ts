import { viewedValues, type ColourView } from '../picture/viewed-crop';
import type { NetworkName } from './catalogue';
import type { NetworkInput, NetworkRunner } from './runner';

/** Networks whose picture is a tensor already, as its pixels have a second use: planar RGB, 0–1. */
const TENSORS: ReadonlySet<NetworkName> = new Set(['skin']);

/**
 * A runner whose networks see a picture in sRGB, as they were trained. Inpainting does not: it fills holes in the
 * picture's own values. ModelScope's own tensors stay too. Without a view, the runner itself.
 */
export function viewedRunner(runner: NetworkRunner, view: ColourView | null): NetworkRunner {
  if (view === null) return runner;
  return {
    ...runner,
    run: (network, inputs) =>
      runner.run(
        network,
        Object.fromEntries(
          Object.entries(inputs).map(([name, input]) => [name, viewed(input, TENSORS.has(network), view)]),
        ),
      ),
  };
}

function viewed(input: NetworkInput, isPicture: boolean, view: ColourView): Float32Array {
  if (!(input instanceof Float32Array)) return viewedValues(input, view);
  if (!isPicture) return input;
  const seen = input.slice();
  view(seen);
  return seen;
}
