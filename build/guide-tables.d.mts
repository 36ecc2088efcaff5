export function guidePages(): readonly string[];
export function makeGuide(): Promise<ReadonlyMap<string, string>>;
