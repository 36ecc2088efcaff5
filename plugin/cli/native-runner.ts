import { createRequire } from 'node:module';
import { createOrtRunner, type OrtBuild } from '../../ui/engine/networks/ort-runner';
import type { NetworkRunner, RunnerAssets } from '../../ui/engine/networks/runner';

/** ONNX Runtime as machine code. It has 290 MB, so nothing depends on it: whoever wants it installs it. */
const PACKAGE = 'onnxruntime-node';
const requireHere = createRequire(import.meta.url);

/** Whether somebody has installed the package beside Softlight. */
export function hasNativeRunner(): boolean {
  try {
    requireHere.resolve(PACKAGE);
    return true;
  } catch {
    return false;
  }
}

/**
 * Creates a runner on onnxruntime-node's CPU execution provider with one thread, as each worker has one core.
 * @throws Error if the package is missing, or has no program for this machine
 */
export function createNativeRunner({ networks, catalogue }: RunnerAssets): NetworkRunner {
  return createOrtRunner(requireHere(PACKAGE) as OrtBuild, {
    executionProvider: 'native',
    networks,
    catalogue,
    session: {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
    },
  });
}
