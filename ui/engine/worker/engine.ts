import type { EngineApi, EngineAssets, RetouchRequest, RetouchResponse } from '../../channel/engine-api';
import { decodePicture } from '../codec/decode-picture';
import { encodePicture } from '../codec/encode-picture';
import type { SoftLightLayer } from '../layers/compose';
import type { NetworkRunner } from '../networks/runner';
import { createWasmRunner } from '../networks/wasm-runner';
import { retouchPicture } from '../pipeline/retouch-picture';
import { EngineError, type EngineProblem, type Progress } from '../report';
import { unpackFile, unpackFiles } from './unpack-file';

/**
 * The engine behind the panel: encoded picture in, encoded layers out. Runs in a worker, or in the panel's
 * own frame where a host forbids workers.
 */
export function createEngine(): EngineApi {
  let runner: NetworkRunner | null = null;
  return {
    async start(assets: EngineAssets) {
      runner ??= createWasmRunner({ wasm: await unpackFile(assets.wasm), networks: await unpackFiles(assets.networks) });
      return { executionProvider: runner.executionProvider };
    },

    async retouch(request: RetouchRequest, onProgress: (progress: Progress) => void): Promise<RetouchResponse> {
      try {
        if (runner === null) throw new EngineError({ code: 'internal', detail: 'retouch before start' });
        return await retouchEncoded(request, runner, onProgress);
      } catch (error) {
        return { state: 'failed', problem: problemOf(error) };
      }
    },
  };
}

async function retouchEncoded(
  request: RetouchRequest, runner: NetworkRunner, onProgress: (progress: Progress) => void,
): Promise<RetouchResponse> {
  const start = performance.now();
  onProgress({ stage: 'decode', done: 0 });
  const picture = await decodePicture(request.bytes);
  const decoded = performance.now();
  const outcome = await retouchPicture(picture, request.settings, runner, (progress) => onProgress({ ...progress, done: 0.05 + 0.85 * progress.done }));
  const decodeTime = { decode: Math.round(decoded - start) };
  if (outcome.state === 'unchanged') {
    return { ...outcome, report: { ...outcome.report, milliseconds: { ...decodeTime, ...outcome.report.milliseconds } } };
  }
  onProgress({ stage: 'encode', done: 0.9 });
  const encoding = performance.now();
  const { heal, blend, brighten } = outcome.layers;
  const layers = {
    heal: heal === null ? null : { png: await encodePicture(heal), opacity: 1 },
    blend: await encodeLayer(blend),
    brighten: await encodeLayer(brighten),
  };
  const flattened = request.flattened ? await encodePicture(outcome.retouched) : null;
  const milliseconds = { ...decodeTime, ...outcome.report.milliseconds, encode: Math.round(performance.now() - encoding) };
  return { state: 'retouched', layers, flattened, report: { ...outcome.report, milliseconds } };
}

async function encodeLayer(layer: SoftLightLayer | null): Promise<{ png: Uint8Array; opacity: number } | null> {
  return layer === null ? null : { png: await encodePicture(layer.picture), opacity: layer.opacity };
}

function problemOf(error: unknown): EngineProblem {
  if (error instanceof EngineError) return error.problem;
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError && /alloc|array length/i.test(detail)) return { code: 'out-of-memory' };
  return { code: 'internal', detail };
}
