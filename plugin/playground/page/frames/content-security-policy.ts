/** The part of a plugin manifest that limits the addresses that its window may load. */
export interface NetworkAccess {
  readonly allowedDomains: readonly string[];
  readonly devAllowedDomains?: readonly string[];
}

/**
 * The Content-Security-Policy that Figma derives from a manifest's networkAccess. It allows data: addresses, inline
 * code and the plugin's own blobs, and the manifest's domains: `["none"]` none, `["*"]` all. `development` adds the
 * domains for plugins that were imported from a manifest file.
 */
export function contentSecurityPolicy(access: NetworkAccess, development = false): string {
  const listed = development ? [...access.allowedDomains, ...(access.devAllowedDomains ?? [])] : access.allowedDomains;
  const domains = listed.filter((domain) => domain !== 'none');
  const allowed = domains.length > 0 ? ` ${domains.join(' ')}` : '';
  return [
    `default-src data:${allowed}`,
    `script-src 'unsafe-inline' 'unsafe-eval' data: blob:${allowed}`,
    `style-src 'unsafe-inline' data:${allowed}`,
  ].join('; ');
}
