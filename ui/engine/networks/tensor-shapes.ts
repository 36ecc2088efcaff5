import { EngineError } from '../api/report';
import { elements } from './onnx/shape';
import type { NetworkInfo, NetworkName, TensorInfo } from './catalogue';
import type { NetworkInput, NetworkInputs } from './runner';

/**
 * The shapes of a network's tensors for these inputs: those of the catalogue, or a smaller square (`sideStep`).
 * @param name for the error message
 * @throws EngineError `internal`: an input is missing or has another number of values
 */
export function tensorShapes(
  name: NetworkName,
  info: NetworkInfo,
  inputs: NetworkInputs,
): (tensor: TensorInfo) => readonly number[] {
  const largest = info.inputs[0]!.shape[3]!;
  const side = squareSide(info, inputs);
  const shapeOf = ({ shape }: TensorInfo): readonly number[] =>
    side === largest ? shape : [shape[0]!, shape[1]!, side, side];
  for (const input of info.inputs) {
    if (inputLength(inputs[input.name]) !== elements(shapeOf(input))) {
      throw new EngineError({
        code: 'internal',
        detail: `network ${name}: input ${input.name} must have ${elements(input.shape)} values`,
      });
    }
  }
  return shapeOf;
}

/** Side in pixels of the smallest square of a network that holds `length` pixels; its largest side if none does. */
export function sideFor({ inputs, sideStep }: NetworkInfo, length: number): number {
  const largest = inputs[0]!.shape[3]!;
  const step = sideStep ?? largest;
  return Math.min(largest, Math.max(step, Math.ceil(length / step) * step));
}

/** The side that the first input has, if the network accepts it; else the side of the catalogue. */
function squareSide(info: NetworkInfo, inputs: NetworkInputs): number {
  const { name, shape } = info.inputs[0]!;
  const side = Math.sqrt(inputLength(inputs[name]) / shape[1]!);
  return side > 0 && side === sideFor(info, side) ? side : shape[3]!;
}

function inputLength(input: NetworkInput | undefined): number {
  if (input === undefined) return 0;
  return input instanceof Float32Array ? input.length : 3 * input.size * input.size;
}
