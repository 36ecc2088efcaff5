export function filesBelow(folder: string): string[];
export function digestOf(folder: string): string;
