import { contentSecurityPolicy, type NetworkAccess } from './content-security-policy';
import type { Nesting } from './frame-documents';

/** A plugin window's html, the Content-Security-Policy for it, and the frames around it. */
export interface WindowSource {
  readonly html: string;
  readonly policy: string;
  readonly nesting: Nesting;
}

/**
 * The plugin's window as it ships. With an engine page, the window gets its address and may load from its domain, as a
 * build with --engine-page does. There are two:
 *
 * - `own`, that of the static demo. The window then has the demo's own origin, in which alone it may use a GPU.
 * - with `?engine-page` in the playground's address, this server's. It is served from 127.0.0.1 while the playground is
 *   on localhost, or the other way round. A frame below a null origin gets a secure context, and so a GPU, only if it
 *   is cross-site to the host's page. Figma's is so, too.
 */
export function windowSource(
  html: string,
  access: NetworkAccess,
  { search, hostname, port }: Pick<Location, 'search' | 'hostname' | 'port'>,
  own: URL | null,
): WindowSource {
  if (own !== null) return { ...withEngine(html, access, own), nesting: 'own-origin' };
  if (!new URLSearchParams(search).has('engine-page'))
    return { html, policy: contentSecurityPolicy(access), nesting: 'null-origin' };
  const origin = `http://${hostname === 'localhost' ? '127.0.0.1' : 'localhost'}:${port}`;
  return { ...withEngine(html, access, new URL('/engine/', origin)), nesting: 'null-origin' };
}

function withEngine(html: string, access: NetworkAccess, engine: URL): Omit<WindowSource, 'nesting'> {
  return {
    html: html.replace('<head>', `<head><meta name="softlight-engine" content="${engine.href}">`),
    policy: contentSecurityPolicy({ ...access, devAllowedDomains: [engine.origin] }, true),
  };
}

/** The engine's folder beside this page, which the build of the static demo names; null where no GPU can be used. */
export function ownEngine(): URL | null {
  const folder = document.querySelector<HTMLMetaElement>('meta[name="softlight-demo-engine"]')?.content;
  return folder !== undefined && isSecureContext && 'gpu' in navigator ? new URL(folder, document.baseURI) : null;
}
