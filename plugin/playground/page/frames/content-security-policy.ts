/** The part of a plugin manifest that limits what its window may load. */
export interface NetworkAccess {
  readonly allowedDomains: readonly string[];
  readonly devAllowedDomains?: readonly string[];
}

/**
 * The Content-Security-Policy that Figma derives from a manifest's networkAccess: only data: addresses, inline
 * code and code made by the plugin itself, plus the domains that the manifest allows. `["none"]` allows none,
 * `["*"]` all. `development` adds the domains that hold only for plugins imported from a manifest file.
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
