import type { ImportedName } from '../../../ui/engine/networks/catalogue';
import { BLEMISH_SIZE, BLEND_SIZE, WINDOW_SIZE } from '../../../ui/engine/modelscope/networks';
import { NetworkBuilder, type BuiltNetwork, type Feature } from './network-builder';

/** The number of channels of the first level. */
const BASE = 64;

/**
 * The three networks that ModelScope's skin retouching (`cv_unet_skin-retouching`) runs for one face, in their exact
 * sizes, with random weights: the work of a port to onnxruntime-web. Its face detector and skin segmenter are left out.
 * models/training/modelscope has the same layers in PyTorch, and a test compares them. A smaller `base` gives smaller
 * networks of the same form.
 */
export const ORIGINAL_NETWORKS: Readonly<Record<ImportedName, (base?: number) => BuiltNetwork>> = {
  'modelscope-blend': blendNetwork,
  'modelscope-blemish': blemishNetwork,
  'modelscope-inpainting': inpaintingNetwork,
};

function blendNetwork(base = BASE): BuiltNetwork {
  const net = new NetworkBuilder();
  const block = (from: Feature, channels: number): Feature =>
    net.apply('Relu', net.conv(net.apply('Relu', net.conv(from, channels)), channels));
  const skips = [block(net.input('image', 3, BLEND_SIZE), base)];
  for (const times of [2, 4, 8, 8]) skips.push(block(net.maxPool(skips.at(-1)!), times * base));
  let value = skips.pop()!;
  for (const times of [4, 2, 1, 1])
    value = block(net.concat(skips.pop()!, net.double(value, 'bilinear')), times * base);
  return net.build('map', net.apply('Sigmoid', net.conv(value, 3, { kernel: 1 })));
}

/** The channels of each level, as multiples of the first level's. */
const ENCODER = [1, 2, 4, 8, 8, 8];
const DECODER = [8, 8, 4, 2, 1];

function blemishNetwork(base = BASE): BuiltNetwork {
  const net = new NetworkBuilder();
  const skips = [net.input('image', 3, BLEMISH_SIZE)];
  for (const times of ENCODER) skips.push(net.apply('Relu', net.conv(skips.at(-1)!, times * base, { stride: 2 })));
  let value = skips.pop()!;
  for (const times of DECODER)
    value = net.apply('LeakyRelu', net.conv(net.concat(net.double(value, 'nearest'), skips.pop()!), times * base));
  return net.build(
    'blemish',
    net.apply('Sigmoid', net.conv(net.concat(net.double(value, 'nearest'), skips.pop()!), 1, { kernel: 1 })),
  );
}

function inpaintingNetwork(base = BASE): BuiltNetwork {
  const net = new NetworkBuilder();
  const gated = (from: Feature, channels: number, stride: number, activation: 'Relu' | 'LeakyRelu' | null): Feature => {
    const value = net.conv(from, channels, { stride });
    return net.multiply(
      activation === null ? value : net.apply(activation, value),
      net.apply('Sigmoid', net.conv(from, channels, { stride })),
    );
  };
  const skips = [net.concat(net.input('image', 3, WINDOW_SIZE), net.input('keep', 1, WINDOW_SIZE))];
  for (const times of ENCODER) skips.push(gated(skips.at(-1)!, times * base, 2, 'Relu'));
  let value = skips.pop()!;
  for (const times of DECODER)
    value = gated(net.concat(net.double(value, 'nearest'), skips.pop()!), times * base, 1, 'LeakyRelu');
  return net.build(
    'filled',
    net.apply('Tanh', gated(net.concat(net.double(value, 'nearest'), skips.pop()!), 3, 1, null)),
  );
}
