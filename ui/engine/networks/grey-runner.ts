import type { Picture } from '../picture/picture';
import type { NetworkName } from './catalogue';
import type { NetworkRunner } from './runner';

/** Networks with a colour output → the name of that output: a red, a green and a blue plane. */
const COLOUR_OUTPUTS: Readonly<Partial<Record<NetworkName, string>>> = {
  inpainting: 'filled',
  blend: 'map',
  'modelscope-inpainting': 'filled',
  'modelscope-blend': 'map',
};

/**
 * A runner whose colour outputs are grey if the picture is grey; the runner itself for a picture with colours. It keeps
 * networks from tinting a black-and-white picture.
 */
export function runnerFor(picture: Picture, runner: NetworkRunner): NetworkRunner {
  if (!isGrey(picture)) return runner;
  return {
    ...runner,
    async run(network, inputs) {
      const outputs = await runner.run(network, inputs);
      const name = COLOUR_OUTPUTS[network];
      return name === undefined ? outputs : { ...outputs, [name]: greyPlanes(outputs[name]!) };
    },
  };
}

function isGrey({ data }: Picture): boolean {
  for (let index = 0; index < data.length; index += 4) {
    if (data[index] !== data[index + 1] || data[index] !== data[index + 2]) return false;
  }
  return true;
}

/** Three equal planes: the mean of the given three. */
function greyPlanes(planes: Float32Array): Float32Array {
  const size = planes.length / 3;
  return planes.map((_, index) => {
    const pixel = index % size;
    return (planes[pixel]! + planes[size + pixel]! + planes[2 * size + pixel]!) / 3;
  });
}
