/** The sandbox's code as it ships, bundled into one script. */
export function bundleSandbox(): Promise<string>;
