/** Characters in an entry. Figma limits an entry to 100 kB with its key; a character takes up to three bytes. */
const CHUNK = 30_000;
const MOST_CHUNKS = 60;

/** Stores a long text with a node, in several entries. A text above 1.8 million characters is not stored. */
export function storeText(node: BaseNode, key: string, text: string): void {
  const chunks = Math.ceil(text.length / CHUNK);
  if (chunks > MOST_CHUNKS) return;
  for (let index = 0; index < chunks; index++)
    node.setPluginData(`${key}-${index}`, text.slice(index * CHUNK, (index + 1) * CHUNK));
  node.setPluginData(key, String(chunks));
}

/** The text that `storeText` stored; null if it is missing or incomplete. */
export function storedText(node: BaseNode, key: string): string | null {
  const chunks = Number(node.getPluginData(key));
  if (!Number.isInteger(chunks) || chunks < 1 || chunks > MOST_CHUNKS) return null;
  const parts = Array.from({ length: chunks }, (_, index) => node.getPluginData(`${key}-${index}`));
  return parts.includes('') ? null : parts.join('');
}
