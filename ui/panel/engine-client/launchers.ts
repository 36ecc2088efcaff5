import type { EngineLauncher } from './launcher';
import { inlineLauncher } from './inline-launcher';
import { pageLauncher } from './page-launcher';
import { readAssets, readEngineAddress, readEngineSource } from './read-assets';
import { secureLauncher } from './secure-launcher';

/** Where an engine may run, to be tried in this order. The last one is always there, and needs nothing but this page. */
export function engineLaunchers(): readonly EngineLauncher[] {
  const inline = inlineLauncher(readEngineSource(), readAssets);
  const address = readEngineAddress();
  if (address === null) return [inline];
  // A frame has rules of its own: it may have what a secure panel lacks.
  return isSecureContext && 'gpu' in navigator
    ? [secureLauncher(address), pageLauncher(address), inline]
    : [pageLauncher(address), inline];
}
