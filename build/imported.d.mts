/** Lays the original's networks from the folder of their import into the engine page's. */
export function layImported(from: string, to: string): Promise<void>;
