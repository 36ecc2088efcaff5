import { bundleHost } from './bundle.mjs';

/** Bundles the sandbox's code as it ships. Figma's QuickJS has no modules, and ES2017 is a safe target. */
export function bundleSandbox() {
  return bundleHost('plugin/figma/main.ts', { platform: 'neutral', target: 'es2017' });
}
