/** Bundles Photoshop's host script into one script, as it ships. */
export function bundlePhotoshop(): Promise<string>;
