import { NetworkBuilder, type BuiltNetwork, type Feature } from './network-builder';

/**
 * The three networks that the original system (ModelScope's skin retouching, `cv_unet_skin-retouching`) runs for
 * one face, in its exact sizes, with random weights: what a port of it to onnxruntime-web would have to compute.
 * Its face detector and skin segmenter would come on top and are left out.
 */
export const ORIGINAL_NETWORKS: Readonly<Record<string, () => BuiltNetwork>> = {
  'blend U-Net 512²': blendNetwork,
  'detector 768²': detectionNetwork,
  'inpainting window 576²': inpaintingNetwork,
};

function blendNetwork(): BuiltNetwork {
  const net = new NetworkBuilder();
  const block = (from: Feature, channels: number): Feature =>
    net.apply('Relu', net.conv(net.apply('Relu', net.conv(from, channels)), channels));
  const skips = [block(net.input(3, 512), 64)];
  for (const channels of [128, 256, 512, 512]) skips.push(block(net.maxPool(skips.at(-1)!), channels));
  let value = skips.pop()!;
  for (const channels of [256, 128, 64, 64]) value = block(net.concat(skips.pop()!, net.double(value, 'bilinear')), channels);
  return net.build(net.apply('Sigmoid', net.conv(value, 3, { kernel: 1 })));
}

const ENCODER = [64, 128, 256, 512, 512, 512];
const DECODER = [512, 512, 256, 128, 64];

function detectionNetwork(): BuiltNetwork {
  const net = new NetworkBuilder();
  const skips = [net.input(3, 768)];
  for (const channels of ENCODER) skips.push(net.apply('Relu', net.conv(skips.at(-1)!, channels, { stride: 2 })));
  let value = skips.pop()!;
  for (const channels of DECODER) value = net.apply('LeakyRelu', net.conv(net.concat(net.double(value, 'nearest'), skips.pop()!), channels));
  return net.build(net.conv(net.concat(net.double(value, 'nearest'), skips.pop()!), 1, { kernel: 1 }));
}

function inpaintingNetwork(): BuiltNetwork {
  const net = new NetworkBuilder();
  const gated = (from: Feature, channels: number, stride: number, activation: 'Relu' | 'LeakyRelu' | null): Feature => {
    const value = net.conv(from, channels, { stride });
    return net.multiply(activation === null ? value : net.apply(activation, value), net.apply('Sigmoid', net.conv(from, channels, { stride })));
  };
  const skips = [net.concat(net.input(3, 576), net.input(1, 576))];
  for (const channels of ENCODER) skips.push(gated(skips.at(-1)!, channels, 2, 'Relu'));
  let value = skips.pop()!;
  for (const channels of DECODER) value = gated(net.concat(net.double(value, 'nearest'), skips.pop()!), channels, 1, 'LeakyRelu');
  return net.build(net.apply('Tanh', gated(net.concat(net.double(value, 'nearest'), skips.pop()!), 3, 1, null)));
}
