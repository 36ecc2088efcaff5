// The engine's worker on onnxruntime-web's wasm execution provider, for imported networks without a GPU.
import { expose } from 'comlink';
import { createOrtWasmRunner } from '../../ui/engine/networks/ort-wasm-runner';
import { CPU_KERNELS } from '../../ui/engine/pipeline/pixel-kernels';
import { createEngine } from '../../ui/engine/worker/engine';

expose(createEngine((assets) => ({ runner: createOrtWasmRunner(assets), kernels: CPU_KERNELS })));
