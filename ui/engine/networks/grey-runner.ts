import type { Picture } from '../picture/picture';
import type { NetworkName } from './catalogue';
import type { NetworkRunner } from './runner';

/** The networks that make colours, and the output that holds them: a red, a green and a blue plane. */
const COLOURS: Readonly<Partial<Record<NetworkName, string>>> = {
  inpainting: 'filled',
  blend: 'map',
  'modelscope-inpainting': 'filled',
  'modelscope-blend': 'map',
};

/** The runner itself for a picture with colours. For a black-and-white one, a runner whose networks bring none into it. */
export function runnerFor(picture: Picture, runner: NetworkRunner): NetworkRunner {
  if (!isGrey(picture)) return runner;
  return {
    ...runner,
    async run(network, inputs) {
      const outputs = await runner.run(network, inputs);
      const name = COLOURS[network];
      return name === undefined ? outputs : { ...outputs, [name]: withoutColour(outputs[name]!) };
    },
  };
}

function isGrey({ data }: Picture): boolean {
  for (let index = 0; index < data.length; index += 4) {
    if (data[index] !== data[index + 1] || data[index] !== data[index + 2]) return false;
  }
  return true;
}

/** Three planes, each the mean of the given three. */
function withoutColour(planes: Float32Array): Float32Array {
  const size = planes.length / 3;
  return planes.map((_, index) => {
    const place = index % size;
    return (planes[place]! + planes[size + place]! + planes[2 * size + place]!) / 3;
  });
}
