export function documentNames(): readonly string[];
