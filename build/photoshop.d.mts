/** Bundles the sandbox's code into one script, as it ships. */
export function bundlePhotoshop(): Promise<string>;
