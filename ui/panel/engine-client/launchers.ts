import type { EngineLauncher } from './launcher';
import { inlineLauncher } from './inline-launcher';
import { pageLauncher } from './page-launcher';
import { readAssets, readEngineAddress, readEngineSource } from './read-assets';
import { secureLauncher } from './secure-launcher';

/** Launchers in the order of trial. The last one is always there, and needs only this page. */
export function engineLaunchers(): readonly EngineLauncher[] {
  const inline = inlineLauncher(readEngineSource(), readAssets);
  const address = readEngineAddress();
  if (address === null) return [inline];
  // A frame has its own policy: it may allow features that a secure panel lacks.
  return isSecureContext && 'gpu' in navigator
    ? [secureLauncher(address), pageLauncher(address), inline]
    : [pageLauncher(address), inline];
}
