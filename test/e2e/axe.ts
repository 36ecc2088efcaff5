import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { FrameLocator } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    axe: { run(options: RunOptions): Promise<AxeResults> };
  }
}

/** The faults that axe-core finds in the panel now, one line each: the rule and the element. */
export async function axeFindings(panel: FrameLocator): Promise<string[]> {
  return panel.locator('html').evaluate(async (_, source) => {
    if (!('axe' in window)) (0, eval)(source);
    const { violations } = await window.axe.run({ rules: { 'target-size': { enabled: true } } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} — ${failureSummary ?? ''}`),
    );
  }, SOURCE);
}
