/** Bundles Photoshop's host script into one script, as it ships. Default of the id: the manifest's. */
export function bundlePhotoshop(id?: string): Promise<string>;
