import { contentSecurityPolicy, type NetworkAccess } from './content-security-policy';

/** What a plugin's window is made of: its html, and the policy for it. */
export interface WindowSource {
  readonly html: string;
  readonly policy: string;
}

/**
 * The plugin's window as it ships or, if the playground is opened with `?engine-page`, as in development: with the
 * engine page that this server has, told as build.mjs tells it, and with its domain allowed.
 *
 * The page goes by this machine's other name: Chromium gives a frame below a null origin a secure context, and with
 * it a GPU, only where it is of another site than the host's page, as in Figma it is.
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
