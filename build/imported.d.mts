/** Copies imported networks from the folder of their import to the engine page's. */
export function layImported(from: string, to: string): Promise<void>;
