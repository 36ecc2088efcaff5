import { invert, multiply, translation } from '../../../geometry/affine';
import { unionBox, type Point } from '../../../geometry/box';
import { messageOf } from '../../../../ui/engine/api/message-of';
import {
  assetOf,
  gridOf,
  HostDocument,
  spaceOf,
  type EditorKind,
  type HostNode,
  type NodeValues,
} from '../../host/index';
import { ImageStore } from '../canvas/image-store';
import { Renderer } from '../canvas/renderer';
import type { ThemeName } from '../frames/theme';
import { exportNode } from './export-node';
import { absoluteBounds } from '../../host/geometry';
import { importPhoto } from './import-photo';
import { PluginHost, type PluginWindow } from './plugin-host';
import { fitted, type Viewport } from './viewport';

/** A message at the bottom of the canvas. */
export interface Toast {
  readonly id: number;
  readonly message: string;
  readonly error: boolean;
  /** The text on the button of a plugin's notice; null for no button. */
  readonly button: string | null;
}

/** The position and size of a new photo. Without a centre it goes to the right of everything on the page. */
export interface PhotoPlacement {
  /** The photo's middle, as a point of the page. */
  readonly centre?: Point;
  readonly parent?: HostNode;
  /** Size in canvas units; if left out, a unit for each of the picture's pixels. */
  readonly width?: number;
  readonly height?: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP = 80;
const FIT_MARGIN = 48;
const TOAST_MILLISECONDS = 5000;

/**
 * The playground's state and its actions. Views draw the state and call the actions; `subscribe` notifies them of every
 * change.
 */
export class Editor {
  readonly document: HostDocument;
  readonly images: ImageStore;
  readonly renderer: Renderer;
  readonly plugin: PluginHost;
  view: Viewport = { zoom: 1, offset: { x: 0, y: 0 } };
  /** The size of the canvas in css pixels, as its view has measured it. */
  canvasSize = { width: 1, height: 1 };
  theme: ThemeName = 'light';
  /** Whether "Before" is held: then layers that a plugin made are not drawn. */
  showsBefore = false;
  toasts: readonly Toast[] = [];
  pluginWindow: PluginWindow | null = null;
  /** Grows with every change that may change the picture on the canvas. Selecting does not. */
  pictureVersion = 0;
  private readonly listeners = new Set<() => void>();
  private nextToast = 1;

  /** @param kind which of Figma's editors this is */
  constructor(readonly kind: EditorKind = 'figma') {
    this.document = new HostDocument(kind);
    this.images = new ImageStore(
      (hash) => this.document.image(hash),
      () => this.repaint(),
    );
    this.renderer = new Renderer(this.images);
    this.plugin = new PluginHost(this.document, {
      theme: () => this.theme,
      exportNode: (node, settings) =>
        exportNode(this.renderer, this.images, node, settings as ExportSettingsImage | undefined),
      onReveal: (nodes) => this.reveal(nodes),
      onNotify: ({ text, error, lasts, button }) => this.showToast(text, error, lasts, button),
      onDequeue: () => {
        this.toasts = this.toasts.filter(({ button }) => button === null);
        this.notifyViews();
      },
      onWindow: (window) => {
        this.pluginWindow = window;
        this.notifyViews();
      },
    });
    this.document.subscribe((change) => (change === 'selection' ? this.notifyViews() : this.repaint()));
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Puts a picture file on the page and selects it. If it holds no picture, shows a message and returns null. */
  async addPhoto(bytes: Uint8Array, fileName: string, placement: PhotoPlacement = {}): Promise<HostNode | null> {
    const photo = await importPhoto(bytes);
    if (photo === null) {
      this.notify(`${fileName} is not a picture that can be placed. PNG, JPEG and GIF files can.`, true);
      return null;
    }
    return this.placePicture(this.document.addImage(photo.bytes), nameWithoutExtension(fileName), {
      width: photo.width,
      height: photo.height,
      ...placement,
    });
  }

  /** Puts a layer with a stored image on the page and selects it. */
  placePicture(
    imageHash: string,
    name: string,
    placement: PhotoPlacement & { readonly width: number; readonly height: number },
  ): HostNode {
    const asset = placement.parent === undefined ? this.presentAsset() : null;
    const { width, height, x, y } = asset === null ? this.placeOnPage(placement) : placeIn(asset, placement);
    const fill: ImagePaint = { type: 'IMAGE', imageHash, scaleMode: 'FILL' };
    const values = { name, width, height, fills: [fill], relativeTransform: translation(x, y) };
    const node = this.document.create('RECTANGLE', values, placement.parent ?? asset ?? this.document.page);
    this.document.select([node.id]);
    this.document.commitUndo();
    return node;
  }

  /** The slide or asset that is meant: the one in view, the one of the selection, or the first; null without a grid. */
  presentAsset(): HostNode | null {
    const { grid, selection, page } = this.document;
    const focused = grid.focused === null ? null : this.document.find(grid.focused);
    return focused ?? (selection[0] === undefined ? null : assetOf(selection[0])) ?? gridOf(page).flat()[0] ?? null;
  }

  /** The outermost nodes that can be clicked: those of the page, with slides and assets in place of their grid. */
  get clickable(): readonly HostNode[] {
    const { grid, page } = this.document;
    const assets = gridOf(page).flat();
    return [
      ...(grid.focused === null ? assets : assets.filter(({ id }) => id === grid.focused)),
      ...page.children.filter(({ type }) => type !== 'SLIDE_GRID'),
    ];
  }

  /** Shows the meant slide or asset alone, with nothing selected, or the whole grid again. */
  setAssetView(shown: boolean): void {
    const asset = shown ? this.presentAsset() : null;
    this.document.select([]);
    this.document.focus(asset);
    this.fit(asset === null ? undefined : [asset]);
  }

  /** Changes values of nodes as one undo step. Without `commit` the step stays open, as while a slider is held. */
  setValues(nodes: readonly HostNode[], values: Partial<NodeValues>, commit = true): void {
    for (const node of nodes) this.document.set(node, values);
    if (commit) this.document.commitUndo();
  }

  /** Removes the selected nodes. */
  deleteSelection(): void {
    for (const node of outermost(this.document.selection)) {
      try {
        this.document.remove(node);
      } catch {
        this.notify(`“${node.values.name}” is part of an instance and cannot be deleted.`, true);
      }
    }
    this.document.commitUndo();
  }

  /** Moves nodes by a distance on the page, in canvas units, within the open undo step. */
  moveBy(nodes: readonly HostNode[], x: number, y: number): void {
    for (const node of outermost(nodes)) this.moveNode(node, x, y);
  }

  groupSelection(): void {
    const nodes = outermost(this.document.selection);
    const first = nodes[0];
    if (first === undefined || first.parent === null) return;
    const top = Math.max(...nodes.map((node) => node.parent?.children.indexOf(node) ?? 0));
    const group = this.document.group(
      nodes,
      first.parent,
      top + 1 > first.parent.children.length ? first.parent.children.length : top,
    );
    this.document.select([group.id]);
    this.document.commitUndo();
  }

  selectAll(): void {
    this.document.select(
      this.document.page.children.filter((node) => !node.values.locked && node.values.visible).map((node) => node.id),
    );
  }

  undo(): void {
    this.document.undo();
  }

  redo(): void {
    this.document.redo();
  }

  /** @param command a command of the plugin's menu or of a relaunch button; by default the first of the menu */
  async runPlugin(command?: string): Promise<void> {
    try {
      await this.plugin.run(command);
    } catch (error) {
      this.notify(messageOf(error), true);
    }
  }

  setView(view: Viewport): void {
    this.view = view;
    this.repaint();
  }

  setCanvasSize(width: number, height: number): void {
    const isFirst = this.canvasSize.width <= 1;
    this.canvasSize = { width, height };
    if (isFirst) this.fit();
    this.repaint();
  }

  /** Shows nodes in the middle of the canvas; by default all of the page. */
  fit(nodes: readonly HostNode[] = this.document.page.children): void {
    const box = unionBox(nodes.map(absoluteBounds));
    if (box !== null) this.setView(fitted(box, this.canvasSize, FIT_MARGIN));
  }

  setTheme(theme: ThemeName): void {
    this.theme = theme;
    this.plugin.setTheme(theme);
    this.repaint();
  }

  setShowsBefore(showsBefore: boolean): void {
    this.showsBefore = showsBefore;
    this.repaint();
  }

  notify(message: string, error = false): void {
    this.showToast(message, error, false, null);
  }

  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
    this.notifyViews();
  }

  private showToast(message: string, error: boolean, lasts: boolean, button: string | null): void {
    const toast: Toast = { id: this.nextToast++, message, error, button };
    this.toasts = [...this.toasts.slice(-2), toast];
    if (!lasts) setTimeout(() => this.dismiss(toast.id), TOAST_MILLISECONDS);
    this.notifyViews();
  }

  private reveal(nodes: readonly HostNode[]): void {
    this.document.select(nodes.map((node) => node.id));
    this.fit(nodes);
  }

  private moveNode(node: HostNode, x: number, y: number): void {
    if (node.type === 'GROUP') {
      for (const child of node.children) this.moveNode(child, x, y);
      return;
    }
    // A turned or scaled frame turns and scales the distance.
    const space = spaceOf(node);
    const back = invert(space);
    if (back === null) return;
    const moved = multiply(multiply(back, translation(x, y)), multiply(space, node.values.relativeTransform));
    this.document.set(node, { relativeTransform: moved });
  }

  private placeOnPage({ width, height, centre }: PhotoPlacement & Size): Size & Point {
    const free = this.freeCorner();
    const x = centre === undefined ? free.x : Math.round(centre.x - width / 2);
    const y = centre === undefined ? free.y : Math.round(centre.y - height / 2);
    return { width, height, x, y };
  }

  /** A point to the right of everything on the page. */
  private freeCorner(): Point {
    const box = unionBox(this.document.page.children.map(absoluteBounds));
    return box === null ? { x: 0, y: 0 } : { x: Math.ceil(box.x + box.width + GAP), y: Math.round(box.y) };
  }

  private repaint(): void {
    this.pictureVersion++;
    this.notifyViews();
  }

  private notifyViews(): void {
    for (const listener of this.listeners) listener();
  }
}

/** The place in the middle of a slide or asset, as large as it can be there. */
function placeIn(asset: HostNode, { width, height }: Size): Size & Point {
  const scale = Math.min(asset.values.width / width, asset.values.height / height);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  return {
    ...size,
    x: Math.round((asset.values.width - size.width) / 2),
    y: Math.round((asset.values.height - size.height) / 2),
  };
}

/** The nodes that are not inside another one of them. */
export function outermost(nodes: readonly HostNode[]): readonly HostNode[] {
  const given = new Set(nodes);
  return nodes.filter((node) => {
    for (let ancestor = node.parent; ancestor !== null; ancestor = ancestor.parent)
      if (given.has(ancestor)) return false;
    return true;
  });
}

function nameWithoutExtension(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '') || fileName;
}
