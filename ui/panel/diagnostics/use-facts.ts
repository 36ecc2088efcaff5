import { useEffect, useState } from 'preact/hooks';
import type { HostApi } from '../../host-api/host-api';
import type { EngineClient } from '../engine-client/engine-client';
import { browserFacts } from './browser-facts';
import { engineFact } from './engine-fact';
import { hostFacts } from './host-facts';
import type { Facts } from './report-text';

/** Requests that the page's content security policy has refused since the panel opened. */
const violations = new Set<string>();
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  violations.add(`${effectiveDirective} ${blockedURI}`),
);

/** Measures the facts one after another, so that no measurement disturbs another. */
export function useFacts(host: HostApi, engine: EngineClient): Facts {
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
