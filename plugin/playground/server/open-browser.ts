import { spawn } from 'node:child_process';

/**
 * Opens `address` in the person's browser. Does nothing in continuous integration, without a terminal, or on a Linux
 * without a display.
 */
export function openBrowser(address: string, environment: NodeJS.ProcessEnv = process.env): void {
  const opener = browserOpener(process.platform, environment, process.stdout.isTTY);
  if (opener === null) return;
  const child = spawn(opener.command, [...opener.prefix, address], { stdio: 'ignore', detached: true });
  // A missing opener is not an error, because the address is printed.
  child.on('error', () => undefined);
  child.unref();
}

/** The program that opens an address on this platform; null if none should be started. */
export function browserOpener(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  isTerminal: boolean,
): { readonly command: string; readonly prefix: readonly string[] } | null {
  if (!isTerminal || environment['CI'] !== undefined || environment['NO_BROWSER'] !== undefined) return null;
  if (platform === 'darwin') return { command: 'open', prefix: [] };
  if (platform === 'win32') return { command: 'cmd', prefix: ['/c', 'start', ''] };
  const hasDisplay = environment['DISPLAY'] !== undefined || environment['WAYLAND_DISPLAY'] !== undefined;
  return hasDisplay ? { command: 'xdg-open', prefix: [] } : null;
}
