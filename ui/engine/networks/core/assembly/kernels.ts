// The kernels of the networks, in AssemblyScript. `npm run build:kernels` compiles them to WebAssembly. Addresses and
// strides are in bytes, counts in values of float32.
export { convolve, convolvePlane } from './convolve';
export { choose, clamp, combine, leak, power, sigmoid, softmax, squareRoot } from './elementwise';
export { double, doubleSmoothly } from './enlarge';
export { place } from './place';
export { pool, total } from './pool';
