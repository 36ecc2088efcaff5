/** Figma takes up to 100 kB an entry, key and value; a sign takes up to three bytes. */
const CHUNK = 30_000;
const MOST_CHUNKS = 60;

/** Keeps a long text with a node, in as many entries as it takes. What is longer than 1.8 million signs is not kept. */
export function storeText(node: BaseNode, key: string, text: string): void {
  const chunks = Math.ceil(text.length / CHUNK);
  if (chunks > MOST_CHUNKS) return;
  for (let index = 0; index < chunks; index++)
    node.setPluginData(`${key}-${index}`, text.slice(index * CHUNK, (index + 1) * CHUNK));
  node.setPluginData(key, String(chunks));
}

/** The text that `storeText` kept; null if there is none, or not all of it. */
export function storedText(node: BaseNode, key: string): string | null {
  const chunks = Number(node.getPluginData(key));
  if (!Number.isInteger(chunks) || chunks < 1 || chunks > MOST_CHUNKS) return null;
  const parts = Array.from({ length: chunks }, (_, index) => node.getPluginData(`${key}-${index}`));
  return parts.includes('') ? null : parts.join('');
}
