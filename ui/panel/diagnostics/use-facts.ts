import { useEffect, useState } from 'preact/hooks';
import type { StageFindings } from '../../channel/engine-api';
import type { HostApi } from '../../channel/host-api';
import type { EngineBridge } from '../engine/engine-bridge';
import { browserFacts } from './browser-facts';
import { hostFacts } from './host-facts';
import type { Facts } from './report';

/** What the page's rules have refused since the panel was opened. */
const violations = new Set<string>();
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => violations.add(`${effectiveDirective} ${blockedURI}`));

/** Looks for every fact, one after another, so that none disturbs what is measured of another. */
export function useFacts(host: HostApi, engine: EngineBridge): Facts {
  const [facts, setFacts] = useState<Facts>({});
  useEffect(() => {
    const add = (more: Facts): void => setFacts((known) => ({ ...known, ...more }));
    void (async () => {
      add(await browserFacts());
      for await (const more of hostFacts(host)) add(more);
      add({ engine: await engineFact(engine) });
      add({ violations: violations.size === 0 ? 'none' : [...violations].join(', ') });
    })();
  }, []);
  return facts;
}

/** Which engine starts, after how long, and why not a GPU's; of a GPU's, which stages it computes beside the networks. */
async function engineFact(engine: EngineBridge): Promise<string> {
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
