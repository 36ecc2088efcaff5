import type { OpenHome } from './launcher';
import { inlineHome } from './inline-launcher';
import { pageHome } from './page-launcher';
import { readAssets, readEngineAddress, readEngineSource } from './read-assets';
import { secureHome } from './secure-launcher';

/** Where an engine may run, to be tried in this order. The last one is always there, and needs nothing but this page. */
export function engineHomes(): readonly OpenHome[] {
  const inline = inlineHome(readEngineSource(), readAssets);
  const address = readEngineAddress();
  if (address === null) return [inline];
  // A frame has rules of its own: it may have what a secure panel lacks.
  return isSecureContext && 'gpu' in navigator
    ? [secureHome(address), pageHome(address), inline]
    : [pageHome(address), inline];
}
