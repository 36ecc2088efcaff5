import type { StageFindings } from '../../channel/engine-api';
import type { EngineBridge } from '../engine/engine-bridge';

/** Which engine starts, after how long, and why not a GPU's; of a GPU's, which stages it computes beside the networks. */
export async function engineFact(engine: EngineBridge): Promise<string> {
  let status = 'failed';
  engine.onStatus((now) => {
    if (now.state === 'running') status = `${now.executionProvider}${now.givenUp === null ? '' : ` (${now.givenUp})`}${stagesText(now.stages)}`;
  });
  const start = performance.now();
  const problem = await engine.start().then(() => null, (error: unknown) => (error instanceof Error ? error.message : String(error)));
  return problem ?? `${status}, ready in ${Math.round(performance.now() - start)} ms`;
}

function stagesText(stages: StageFindings = {}): string {
  return Object.entries(stages).map(([stage, finding]) =>
    `, ${stage} ${finding.home} (${finding.home === 'gpu' ? `${finding.milliseconds} ms instead of ${finding.plainMilliseconds}` : `${finding.reason}: ${finding.detail}`})`).join('');
}
