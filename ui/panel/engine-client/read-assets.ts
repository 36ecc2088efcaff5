import type { EngineAssets } from '../../engine/api/engine-api';

/** Blocks of packed text that build.mjs writes into the page. */
const SOURCE_ID = 'engine-source';
const ASSET_SELECTOR = 'script[data-asset]';

/** The engine's bundle, from the page. */
export function readEngineSource(): string {
  return document.getElementById(SOURCE_ID)?.textContent ?? '';
}

/** The networks, still packed, from the page. */
export function readAssets(): EngineAssets {
  const files = new Map<string, string>();
  for (const block of document.querySelectorAll<HTMLScriptElement>(ASSET_SELECTOR))
    files.set(block.dataset['asset']!, block.textContent ?? '');
  return { networks: Object.fromEntries(files) };
}

/**
 * Address of the engine page, from a meta element. build.mjs writes it if it gets an address; the playground writes it
 * where it serves an engine page. Null in the shipped plugin: it sends no requests.
 */
export function readEngineAddress(): URL | null {
  const address = document.querySelector<HTMLMetaElement>('meta[name="softlight-engine"]')?.content;
  return address === undefined ? null : new URL(address);
}
