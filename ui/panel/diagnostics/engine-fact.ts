import type { GpuUse } from '../../engine/api/engine-api';
import { messageOf } from '../../engine/api/message-of';
import type { EngineClient } from '../engine-client/engine-client';

/** The engine that starts, its start time, and its use of a GPU: kernels and half precision, or why there is none. */
export async function engineFact(engine: EngineClient): Promise<string> {
  let status = 'failed';
  engine.onStatus((now) => {
    if (now.state === 'running')
      status = `${now.executionProvider}${now.givenUp === null ? '' : ` (${now.givenUp})`}${gpuText(now.gpu)}`;
  });
  const start = performance.now();
  const problem = await engine.start().then(() => null, messageOf);
  return problem ?? `${status}, ready in ${Math.round(performance.now() - start)} ms`;
}

function gpuText(gpu: GpuUse | undefined): string {
  if (gpu === undefined) return '';
  const stages = Object.entries(gpu.kernels)
    .map(
      ([stage, finding]) =>
        `, ${stage} ${finding.device} (${finding.device === 'gpu' ? `${finding.milliseconds} ms instead of ${finding.plainMilliseconds}` : `${finding.reason}: ${finding.detail}`})`,
    )
    .join('');
  return `${stages}, half precision: ${gpu.half.length === 0 ? 'none' : gpu.half.join(', ')}`;
}
