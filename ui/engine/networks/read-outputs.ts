import { EngineError } from '../api/report';
import type { NetworkInfo, NetworkName, TensorInfo } from './catalogue';
import { elements } from './onnx/shape';
import type { Tensors } from './runner';

/** Output name → its values. */
export type OutputValues = ReadonlyMap<string, unknown>;

/**
 * The outputs of a run, checked against the catalogue.
 * @throws EngineError `network-damaged`: an output is missing, has another shape, or holds an infinity or NaN
 */
export function readOutputs(
  name: NetworkName,
  info: NetworkInfo,
  shapeOf: (tensor: TensorInfo) => readonly number[],
  results: OutputValues,
): Tensors {
  const outputs: Record<string, Float32Array> = {};
  for (const output of info.outputs) {
    const values = results.get(output.name);
    if (!(values instanceof Float32Array) || values.length !== elements(shapeOf(output)) || !allFinite(values)) {
      throw new EngineError({ code: 'network-damaged', network: name });
    }
    outputs[output.name] = values;
  }
  return outputs;
}

function allFinite(values: Float32Array): boolean {
  // A number times zero is zero unless it is infinite or NaN. One sum is faster than a test of each value.
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]! * 0;
  return sum === 0;
}
