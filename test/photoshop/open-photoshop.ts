import assert from 'node:assert/strict';
import { afterEach } from 'node:test';
import { expose, wrap, type Endpoint, type Remote } from 'comlink';
import { newQuickJSWASMModule, type QuickJSWASMModule } from 'quickjs-emscripten';
import { createMemoryFiles } from '../../plugin/playground/photoshop/api/uxp-api';
import type { FakeElement } from '../../plugin/playground/photoshop/api/elements';
import { FakePhotoshop, type FakeHooks } from '../../plugin/playground/photoshop/model/fake-photoshop';
import { openPlugin, type OpenedPlugin, type PluginPlace } from '../../plugin/playground/photoshop/open-plugin';
import type { ResultLayer } from '../../ui/engine/api/engine-api';
import { layerKind } from '../../ui/engine/api/layer-kinds';
import type { RawPicture } from '../../ui/engine/api/picture-data';
import type { Conversation } from '../../ui/host-api/envelope';
import type {
  ChangedLayers,
  HostApi,
  HostTheme,
  PanelApi,
  PictureResult,
  RunEnd,
  SelectionScan,
  WriteResult,
} from '../../ui/host-api/host-api';
import { createJsonPipe, type JsonPipe } from '../../ui/host-api/pipe/json-pipe';
import { SCRIPT_CODE } from './script-code';

let quickjs: Promise<QuickJSWASMModule> | null = null;
const openInTest = new Set<FakePhotoshop>();

// A real Photoshop keeps the memory of an image until the plugin disposes of it.
afterEach(() => {
  const held = [...openInTest].map(({ undisposed }) => undisposed);
  openInTest.clear();
  assert.deepEqual(
    held.filter((count) => count !== 0),
    [],
    'the plugin holds images',
  );
});

/** Photoshop with the plugin's panel open; the test answers in the page's place. */
export interface OpenPhotoshop {
  readonly photoshop: FakePhotoshop;
  readonly plugin: OpenedPlugin;
  /** The host script, as the page calls it. */
  readonly host: Remote<HostApi>;
  /** Errors that the script did not catch. */
  readonly errors: Error[];
  /** Scans that the script sent after changes. */
  readonly selections: SelectionScan[];
  /** Each time Photoshop was found busy (true) and free again (false). */
  readonly busy: boolean[];
  /** Brightnesses of Photoshop that the script told the panel. */
  readonly themes: HostTheme[];
  /** Texts that crossed the pipe to the page. */
  readonly texts: string[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** A later page, such as that of a command's dialog. */
  nextPage(): Promise<{ readonly host: Remote<HostApi>; readonly dialog: FakeElement | null }>;
}

/**
 * @param readsFiles whether the page can read files of the plugin
 * @param runIn another engine than QuickJS for the script
 */
export async function openPhotoshop(
  fill: (photoshop: FakePhotoshop) => void,
  hooks: Partial<FakeHooks> = {},
  readsFiles = true,
  runIn?: PluginPlace['runIn'],
): Promise<OpenPhotoshop> {
  quickjs ??= newQuickJSWASMModule();
  let plugin: OpenedPlugin | null = null;
  const photoshop = new FakePhotoshop({
    ...hooks,
    onEvent: (event) => {
      hooks.onEvent?.(event);
      plugin?.api.notify(event);
    },
  });
  openInTest.add(photoshop);
  fill(photoshop);
  const files = createMemoryFiles();
  const [errors, selections, busy] = [[] as Error[], [] as SelectionScan[], [] as boolean[]];
  const [themes, texts] = [[] as HostTheme[], [] as string[]];
  const pages = new Map<FakeElement, JsonPipe>();
  let opened: (host: Remote<HostApi>) => void = () => undefined;
  let dialog: FakeElement | null = null;
  const place = {
    quickjs: await quickjs,
    code: SCRIPT_CODE,
    files,
    folder: '/plugin',
    ...(runIn === undefined ? {} : { runIn }),
  };
  plugin = openPlugin(photoshop, {
    ...place,
    screen: {
      onChange: () => undefined,
      onPage(webview) {
        const name = `page${pages.size}`;
        const pipe = createJsonPipe({
          send: (text) => queueMicrotask(() => plugin!.script.receive(`${name} ${text}`)),
          rest: () => Promise.resolve(),
          readFile: (address) =>
            readsFiles
              ? files.read(decodeURIComponent(new URL(address).pathname)).then((bytes) => bytes.slice())
              : Promise.reject(new Error('Failed to fetch')),
        });
        pages.set(webview, pipe);
        expose(panelApi(selections, busy, themes), endpoint(pipe, 'panel'));
        opened(wrap<HostApi>(endpoint(pipe, 'host')));
      },
      onMessage(webview, text) {
        texts.push(text);
        queueMicrotask(() => pages.get(webview)?.receive(text));
      },
      onDialog: (shown) => {
        dialog = shown;
      },
    },
    delay: () => 0,
    onError: (error) => errors.push(error),
    onLog: (text) => errors.push(new Error(text)),
    onShowPanel: () => undefined,
  });
  const nextPage = async (): Promise<{ host: Remote<HostApi>; dialog: FakeElement | null }> => {
    const held = await new Promise<{ readonly host: Remote<HostApi> }>((resolve) => {
      // A Remote is a function with a `then`, so that it travels in an object.
      opened = (host) => resolve({ host });
    });
    return { ...held, dialog };
  };
  const first = nextPage();
  plugin.showPanel();
  const { host } = await first;
  return { photoshop, plugin, host, errors, selections, busy, themes, texts, files: files.files, nextPage };
}

function panelApi(selections: SelectionScan[], busy: boolean[], themes: HostTheme[]): PanelApi {
  return {
    selectionChanged: (selection) => Promise.resolve(void selections.push(selection)),
    cancelRequested: () => Promise.resolve(),
    hostBusy: (isBusy) => Promise.resolve(void busy.push(isBusy)),
    themeChanged: (theme) => Promise.resolve(void themes.push(theme)),
  };
}

function endpoint(pipe: JsonPipe, conversation: Conversation): Endpoint {
  return {
    postMessage: (message: unknown) => pipe.post(conversation, message),
    addEventListener: (_, listener) => {
      pipe.listen(conversation, (data) => {
        const event = new MessageEvent('message', { data });
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      });
    },
    removeEventListener: () => undefined,
  };
}

/** A layer of 8-bit RGBA in a box, as the engine gives it. */
export function rawLayer(
  role: string,
  opacity: number,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  pixel: (x: number, y: number) => readonly [number, number, number, number],
): ResultLayer {
  const data = new Uint8ClampedArray(box.width * box.height * 4);
  for (let y = 0; y < box.height; y++)
    for (let x = 0; x < box.width; x++) data.set(pixel(box.x + x, box.y + y), (y * box.width + x) * 4);
  const image: RawPicture = {
    kind: 'raw',
    width: box.width,
    height: box.height,
    channels: 4,
    depth: 8,
    data,
    profile: null,
  };
  return { role, blendMode: layerKind(role).blendMode, opacity, ...box, image };
}

/** A result with a healed spot, and evening on the left half of the picture. */
export function resultFor(width: number, height: number): PictureResult {
  const left = { x: 0, y: 0, width: Math.ceil(width / 2), height };
  return {
    width,
    height,
    layers: [
      rawLayer('heal', 1, { x: 2, y: 2, width: 4, height: 4 }, () => [200, 150, 120, 255]),
      rawLayer('blend', 0.6, left, (x, y) => [128, 140 + (x % 3), 100 + (y % 5), y === 0 ? 0 : 255]),
    ],
    flattened: null,
    summary: { faces: 1, spots: 2 },
    memory: 'as the panel wrote it',
  };
}

/** Acts as a press of Retouch: reads every picture of the selection, and writes a result of its size. */
export async function retouch(
  { host }: Pick<OpenPhotoshop, 'host'>,
  changed: ChangedLayers = 'replace',
): Promise<{ readonly run: SelectionScan; readonly results: readonly WriteResult[]; readonly end: RunEnd }> {
  const run = await host.beginRun({ flatten: false });
  const results: WriteResult[] = [];
  for (const { pictureId } of run.pictures) {
    const read = await host.readPicture(pictureId);
    if (read.state === 'failed') {
      results.push({ nodeId: pictureId, state: 'failed', problem: read.problem });
      continue;
    }
    if (read.picture.kind === 'file') throw new Error('Photoshop gives raw pixels');
    results.push(...(await host.writeResult(pictureId, resultFor(read.picture.width, read.picture.height), changed)));
  }
  return { run, results, end: await host.endRun() };
}
