import { wrap, type Endpoint, type Remote } from 'comlink';
import { newQuickJSWASMModule, type QuickJSWASMModule } from 'quickjs-emscripten';
import { isEnvelope, type Conversation } from '../../ui/host-api/envelope';
import type { ChangedLayers, HostApi, PictureResult, SelectionScan } from '../../ui/host-api/host-api';
import {
  HostDocument,
  runPlugin,
  type HostNode,
  type NodeValues,
  type PluginHooks,
  type RunningPlugin,
} from '../../plugin/playground/host/index';
import { png } from './pictures';
import { SANDBOX_CODE } from './sandbox-code';
import { fileData } from '../../ui/engine/api/picture-data';
import type { ResultLayer } from '../../ui/engine/api/engine-api';
import { layerKind } from '../../ui/engine/api/layer-kinds';

let quickjs: Promise<QuickJSWASMModule> | null = null;

export interface OpenPlugin {
  readonly document: HostDocument;
  /** The sandbox, as the panel calls it. */
  readonly host: Remote<HostApi>;
  readonly running: RunningPlugin;
  readonly storage: Map<string, unknown>;
  /** Errors that the sandbox did not catch. */
  readonly errors: Error[];
  /** Scans that the sandbox sent to the panel after each change of the selection. */
  readonly selections: SelectionScan[];
  /** One call id for each press of a notice's button. */
  readonly cancels: string[];
}

/** Opens the plugin over a document; the test answers in the panel's place. */
export async function openPlugin(
  document: HostDocument,
  hooks: Partial<PluginHooks> = {},
  storage = new Map<string, unknown>(),
  command = 'retouch',
): Promise<OpenPlugin> {
  quickjs ??= newQuickJSWASMModule();
  const errors: Error[] = [];
  const selections: SelectionScan[] = [];
  const cancels: string[] = [];
  const listeners = new Map<EventListenerOrEventListenerObject, (message: unknown) => void>();
  let receive: (message: unknown) => void = () => undefined;
  const running = runPlugin(document, {
    quickjs: await quickjs,
    code: SANDBOX_CODE,
    html: '<p>panel</p>',
    command,
    storage,
    hooks: {
      onShowUI: () => undefined,
      onMessage: (message) => {
        // As in Figma, the panel receives a message after the call of the sandbox, never during it.
        queueMicrotask(() => {
          for (const listener of listeners.values()) listener(message);
          receive(message);
        });
      },
      onResize: () => undefined,
      onNotify: () => undefined,
      onDequeue: () => undefined,
      onClose: () => undefined,
      onConsole: () => undefined,
      onReveal: () => undefined,
      onError: (error) => errors.push(error),
      exportNode: () => Promise.reject(new Error('nothing can be exported here')),
      ...hooks,
    },
  });
  receive = (message) => {
    // The sandbox calls PanelApi.selectionChanged; the answer is Comlink's.
    if (!isEnvelope(message, 'panel')) return;
    const call = message.message as { id: string; path: string[]; argumentList: { value: unknown }[] };
    if (call.path[0] === 'cancelRequested') cancels.push(call.id);
    else selections.push(call.argumentList[0]!.value as SelectionScan);
    running.postMessage({ softlight: 'panel', message: { id: call.id, type: 'RAW', value: undefined } });
  };
  return {
    document,
    host: wrap<HostApi>(endpoint('host', running, listeners)),
    running,
    storage,
    errors,
    selections,
    cancels,
  };
}

function endpoint(
  conversation: Conversation,
  running: RunningPlugin,
  listeners: Map<EventListenerOrEventListenerObject, (message: unknown) => void>,
): Endpoint {
  return {
    postMessage: (message: unknown) => queueMicrotask(() => running.postMessage({ softlight: conversation, message })),
    addEventListener: (_, listener) => {
      listeners.set(listener, (message) => {
        if (!isEnvelope(message, conversation)) return;
        const event = new MessageEvent('message', { data: message.message });
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      });
    },
    removeEventListener: (_, listener) => void listeners.delete(listener),
  };
}

/** A rectangle that shows a picture; `values` as the plugin API names them. */
export function addPhoto(
  document: HostDocument,
  name: string,
  values: Partial<NodeValues> = {},
  parent: HostNode = document.page,
  bytes = png(name),
): HostNode {
  const imageHash = document.placeImage(bytes);
  return document.create(
    'RECTANGLE',
    { name, width: 60, height: 40, fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash }], ...values },
    parent,
  );
}

/** A layer of the picture's size, as the engine gives it. */
export function resultLayer(role: string, opacity: number): ResultLayer {
  const { blendMode } = layerKind(role);
  return { role, blendMode, opacity, x: 0, y: 0, width: 60, height: 40, image: fileData(png(role)) };
}

export const RESULT: PictureResult = {
  width: 60,
  height: 40,
  layers: [resultLayer('heal', 1), resultLayer('blend', 0.6)],
  flattened: fileData(png('flattened')),
  summary: { faces: 1, spots: 2 },
  memory: 'as the panel wrote it',
};

/** Acts as a press of Retouch: reads every picture of the selection and writes `RESULT` to it. */
export async function retouch(
  { host }: OpenPlugin,
  flatten = false,
  changed: ChangedLayers = 'replace',
): Promise<Awaited<ReturnType<HostApi['writeResult']>>[]> {
  const { pictures } = await host.beginRun({ flatten });
  const results = [];
  for (const { pictureId } of pictures) {
    const read = await host.readPicture(pictureId);
    if (read.state === 'read') results.push(await host.writeResult(pictureId, RESULT, changed));
  }
  await host.endRun();
  return results;
}

export interface Shown {
  readonly id: string;
  readonly type: string;
  readonly values: Omit<NodeValues, 'relaunchData'>;
  readonly children: readonly Shown[];
}

/** A node and its descendants as plain data, without the relaunch buttons. */
export function shown(node: HostNode): Shown {
  const { relaunchData: _, ...values } = structuredClone(node.values);
  return { id: node.id, type: node.type, values, children: node.children.map(shown) };
}
