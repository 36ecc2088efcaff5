import { loadSource } from './load-source.mjs';

/** Throws unless every language has exactly the keys of English. The error names the first difference. */
export async function checkWords() {
  const { en, ...others } = await loadSource(
    "export { en } from './ui/locales/en'; export { zh } from './ui/locales/zh';",
  );
  for (const [name, words] of Object.entries(others)) {
    const difference = differenceBetween(en, words, '');
    if (difference !== null) throw new Error(`ui/locales/${name}.ts: ${difference}`);
  }
}

/** The first key path that only one catalogue has, or whose values differ in kind; null if there is none. */
export function differenceBetween(one, other, at) {
  if (typeof one !== typeof other) return `${at} is ${typeof other}, and ${typeof one} in English`;
  if (typeof one !== 'object') return null;
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const difference = differenceBetween(one[key], other[key], at === '' ? key : `${at}.${key}`);
    if (difference !== null) return difference;
  }
  return null;
}
