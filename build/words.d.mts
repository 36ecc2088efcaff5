/** Throws unless every language has exactly the keys of English. The error names the first difference. */
export function checkWords(): Promise<void>;
/** The first key path that only one catalogue has, or whose values differ in kind; null if there is none. */
export function differenceBetween(one: unknown, other: unknown, at: string): string | null;
