import { bundleSandbox } from '../../build/plugin.mjs';

/** The sandbox bundle, built from the sources as they are now and exactly as it ships. */
export const SANDBOX_CODE = await bundleSandbox();
