import { contentSecurityPolicy, type NetworkAccess } from './content-security-policy';

/** A plugin window's html, and the Content-Security-Policy for it. */
export interface WindowSource {
  readonly html: string;
  readonly policy: string;
}

/**
 * The plugin's window as it ships. With `?engine-page` in the playground's address, the window embeds this server's
 * engine page and allows its domain, as a build with --engine-page does.
 *
 * The engine page is served from 127.0.0.1 while the playground is on localhost, or the other way round. A frame
 * below a null origin gets a secure context, and so a GPU, only if it is cross-site to the host's page. Figma's is so,
 * too.
 */
export function windowSource(
  html: string,
  access: NetworkAccess,
  { search, hostname, port }: Pick<Location, 'search' | 'hostname' | 'port'>,
): WindowSource {
  if (!new URLSearchParams(search).has('engine-page')) return { html, policy: contentSecurityPolicy(access) };
  const origin = `http://${hostname === 'localhost' ? '127.0.0.1' : 'localhost'}:${port}`;
  return {
    html: html.replace('<head>', `<head><meta name="softlight-engine" content="${origin}/engine/">`),
    policy: contentSecurityPolicy({ ...access, devAllowedDomains: [origin] }, true),
  };
}
