import type { QuickJSWASMModule } from 'quickjs-emscripten';
import { FakeElement, type FakeScreen } from './api/elements';
import { PhotoshopApi } from './api/photoshop-api';
import { FakeTheme } from './api/theme';
import { UxpApi, type FileStore } from './api/uxp-api';
import type { FakePhotoshop } from './model/fake-photoshop';
import { runScript, type RunningScript, type ScriptOptions } from './script/run-script';

/** Where the plugin runs. */
export interface PluginPlace {
  readonly quickjs: QuickJSWASMModule;
  /** Another engine than QuickJS for the script. */
  readonly runIn?: (options: ScriptOptions) => RunningScript;
  readonly code: string;
  readonly files: FileStore;
  /** Path of the folder with the plugin's own folders. */
  readonly folder: string;
  readonly screen: FakeScreen;
  readonly delay?: (milliseconds: number) => number;
  readonly onError: (error: Error) => void;
  readonly onLog: (text: string) => void;
  /** A command of the plugin asks for its panel. */
  readonly onShowPanel: () => void;
}

/** The plugin in a fake Photoshop. */
export interface OpenedPlugin {
  readonly script: RunningScript;
  readonly api: PhotoshopApi;
  readonly uxp: UxpApi;
  readonly theme: FakeTheme;
  /** Opens the panel: its elements appear in this one. */
  showPanel(): FakeElement;
  runCommand(id: string): void;
}

/** Loads the plugin, as Photoshop does at its start. */
export function openPlugin(photoshop: FakePhotoshop, place: PluginPlace): OpenedPlugin {
  const { screen } = place;
  const api = new PhotoshopApi(photoshop);
  const root = new FakeElement('panel', screen);
  const theme = new FakeTheme();
  const uxp = new UxpApi(place.files, place.folder, () => place.onShowPanel());
  const script = (place.runIn ?? runScript)({
    quickjs: place.quickjs,
    code: place.code,
    modules: { photoshop: api.module(), uxp: uxp.module() },
    document: {
      createElement: (kind: string) => new FakeElement(kind, screen),
      body: new FakeElement('body', screen),
      theme,
    },
    ...(place.delay === undefined ? {} : { delay: place.delay }),
    onError: place.onError,
    onLog: place.onLog,
  });
  return {
    script,
    api,
    uxp,
    theme,
    showPanel() {
      uxp.entrypoints?.panels['softlight']?.show(root);
      return root;
    },
    runCommand: (id) => void uxp.entrypoints?.commands[id]?.run(),
  };
}
