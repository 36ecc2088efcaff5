#!/usr/bin/env node
import { isMainThread } from 'node:worker_threads';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { messageOf } from '../../ui/engine/api/message-of';
import { SHIPPED_NETWORKS } from '../../ui/engine/networks/catalogue';
import { loadAssets } from '../cli/load-assets';
import { openAllowedFolders } from './allowed-folders';
import { createEngineThread } from './engine-thread';
import { createServer } from './server';
import { serveTasks } from './worker';

const USAGE = 'Usage: softlight-mcp FOLDER…   A server for the Model Context Protocol over standard input and output.';

async function main(argv: readonly string[]): Promise<void> {
  const folders = openAllowedFolders(argv, process.cwd());
  const engine = createEngineThread(new URL(import.meta.url), loadAssets);
  const server = createServer({ folders, engine, catalogue: SHIPPED_NETWORKS });
  const close = (): void => void server.close().then(() => engine.stop());
  // The client ends a server by closing its input.
  process.stdin.once('end', close);
  process.once('SIGINT', close).once('SIGTERM', close);
  await server.connect(new StdioServerTransport());
}

if (!isMainThread) {
  serveTasks();
} else {
  await main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n${USAGE}\n`);
    process.exitCode = 2;
  });
}
