import { uxp } from './modules';

const { formats, localFileSystem } = uxp.storage;
const SETTINGS_FILE = 'settings.json';

/** The value stored last; null if there is none, or it cannot be read. */
export async function loadSettings(): Promise<unknown> {
  try {
    const folder = await localFileSystem.getDataFolder();
    return JSON.parse(await (await folder.getEntry(SETTINGS_FILE)).read());
  } catch {
    return null;
  }
}

/** Stores settings in the plugin's data folder. If that fails, the next start has those stored before. */
export async function saveSettings(settings: unknown): Promise<void> {
  try {
    const folder = await localFileSystem.getDataFolder();
    await (await folder.createFile(SETTINGS_FILE, { overwrite: true })).write(JSON.stringify(settings));
  } catch {
    // The disk may be full. This run keeps its settings.
  }
}

/** Temporary files that the page reads. */
export interface PageFiles {
  /** Writes a file and returns its address. */
  write(bytes: Uint8Array): Promise<string>;
  remove(address: string): Promise<void>;
}

export function createPageFiles(): PageFiles {
  const entries = new Map<string, UxpEntry>();
  let next = 0;
  return {
    async write(bytes) {
      const folder = await localFileSystem.getTemporaryFolder();
      const entry = await folder.createFile(`pixels-${next++}.raw`, { overwrite: true });
      const { buffer, byteOffset, byteLength } = bytes;
      const whole = byteOffset === 0 && byteLength === buffer.byteLength;
      await entry.write((whole ? buffer : bytes.slice().buffer) as ArrayBuffer, { format: formats.binary });
      const address = fileAddress(entry.nativePath);
      entries.set(address, entry);
      return address;
    },
    async remove(address) {
      const entry = entries.get(address);
      entries.delete(address);
      await entry?.delete();
    },
  };
}

/** The `file:` address of a path of macOS or Windows. */
function fileAddress(nativePath: string): string {
  const path = nativePath.split('\\').join('/');
  const escaped = path.split('/').map(encodeURIComponent).join('/').split('%3A').join(':');
  return `file://${path.startsWith('/') ? '' : '/'}${escaped}`;
}
