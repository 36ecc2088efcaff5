import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { CallToolResult, ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { version } from '../../package.json';
import { messageOf } from '../../ui/engine/api/message-of';
import { LAYERED_FORMATS } from '../../ui/engine/layered-files/layered-files';
import type { NetworkCatalogue } from '../../ui/engine/networks/catalogue';
import { PHOTO_FORMATS } from '../cli/photo-format';
import { PhotoError } from '../cli/photo-problem';
import { problemWords } from '../cli/words';
import { PathRefused, type AllowedFolders } from './allowed-folders';
import type { EngineThread, TaskOptions } from './engine-thread';
import { retouchFile } from './retouch-file';
import { describeAdjustments, settingsFrom, SETTINGS_SCHEMA } from './settings-schema';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

const PHOTO = z.string().describe('Path of the photo: absolute, or relative to the first folder of the server.');
const SETTINGS = SETTINGS_SCHEMA.optional().describe('Values that differ from the defaults; see describe_adjustments.');
const READS = { readOnlyHint: true, openWorldHint: false } as const;

/** The parts that the tools work with. */
export interface ServerParts {
  readonly folders: AllowedFolders;
  readonly engine: EngineThread;
  readonly catalogue: NetworkCatalogue;
}

/** Makes the server with its four tools. Faults of a photo or a path are results with `isError`, in plain words. */
export function createServer(parts: ServerParts): McpServer {
  const { roots } = parts.folders;
  const server = new McpServer(
    { name: 'softlight', version },
    {
      instructions:
        `Softlight retouches skin in portraits on this machine, as layers over an untouched photo. ` +
        `It reads and writes only below: ${roots.join(', ')}. Call describe_adjustments first.`,
    },
  );
  addDescribeTool(server);
  addFindTools(server, parts);
  addRetouchTool(server, parts);
  return server;
}

function addDescribeTool(server: McpServer): void {
  server.registerTool(
    'describe_adjustments',
    { description: 'Lists every retouching adjustment with its values, default and layer.', annotations: READS },
    () => answer(() => Promise.resolve({ adjustments: describeAdjustments() })),
  );
}

function addFindTools(server: McpServer, { folders, engine }: ServerParts): void {
  server.registerTool(
    'find_faces',
    {
      description: 'Finds the faces of a photo. Boxes are in pixels of the upright photo. Nothing is written.',
      inputSchema: { photo: PHOTO },
      annotations: READS,
    },
    ({ photo }, extra) => answer(() => engine.run({ kind: 'faces', path: folders.file(photo) }, taskOptions(extra))),
  );
  server.registerTool(
    'find_spots',
    {
      description:
        'Finds spots on skin: those that the settings heal, and every find with the reason why it is healed or kept. Nothing is written.',
      inputSchema: { photo: PHOTO, settings: SETTINGS },
      annotations: READS,
    },
    ({ photo, settings }, extra) =>
      answer(() => {
        const path = folders.file(photo);
        return engine.run({ kind: 'spots', path, settings: settingsFrom(settings) }, taskOptions(extra));
      }),
  );
}

function addRetouchTool(server: McpServer, { folders, engine, catalogue }: ServerParts): void {
  server.registerTool(
    'retouch',
    {
      description:
        'Retouches a copy of a photo. Writes the retouched photo, one PNG file for each layer and a JSON report to a folder. The photo stays as it is.',
      inputSchema: {
        photo: PHOTO,
        out: z.string().describe('Folder for the results. It may not hold the photo. It is made if it does not exist.'),
        settings: SETTINGS,
        format: z.enum(PHOTO_FORMATS).optional().describe('Format of the retouched photo. Left out: png.'),
        layered: z.array(z.enum(LAYERED_FORMATS)).optional().describe('Also write the photo with its layers as these.'),
      },
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    ({ photo, out, settings, format = 'png', layered = [] }, extra) =>
      answer(() => {
        const order = { photo: folders.file(photo), folder: folders.folder(out), format, layered };
        return retouchFile({ ...order, settings: settingsFrom(settings) }, catalogue, engine, taskOptions(extra));
      }),
  );
}

/** The signal of a request, and its progress if the caller asked for it. */
function taskOptions({ signal, sendNotification, _meta }: Extra): TaskOptions {
  const progressToken = _meta?.progressToken;
  return {
    signal,
    onProgress({ stage, done }) {
      if (progressToken === undefined) return;
      const params = { progressToken, progress: done, total: 1, message: stage };
      // A caller that has gone hears nothing; its signal ends the task.
      sendNotification({ method: 'notifications/progress', params }).catch(() => undefined);
    },
  };
}

/** The result of a tool as JSON; a fault as words. */
async function answer(work: () => Promise<object>): Promise<CallToolResult> {
  try {
    const result = await work();
    return { content: [{ type: 'text', text: JSON.stringify(result) }], structuredContent: { ...result } };
  } catch (error) {
    return { content: [{ type: 'text', text: wordsOf(error) }], isError: true };
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof PathRefused) return error.message;
  if (error instanceof PhotoError) return `This photo was not done: ${problemWords(error.problem)}.`;
  return `Something went wrong in Softlight (${messageOf(error)}). Nothing was changed.`;
}
