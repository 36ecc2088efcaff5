import type { HostContext, HostProblem } from '../../ui/host-api/host-api';

/*
 * Figma Slides and Figma Buzz. Calls that exist in some editors only stand in this file and nowhere else: in another
 * editor they throw. A slide or an asset is a frame in a row of the canvas grid. In Asset View, one of them is shown
 * alone, and a new node lands inside it.
 */

type Size = NonNullable<ShowUIOptions>;

/** A docked panel is as wide as its sidebar; this is the width once the designer pops it out. */
const NARROW = 320;
const WIDE = 720;
const HEIGHT = 640;

/** The size of the window, in css pixels. */
export function windowSize(): Pick<Size, 'width' | 'height'> {
  return { width: windowKind() === 'docked' ? NARROW : WIDE, height: HEIGHT };
}

/** Figma Buzz docks a plugin in its left panel, over the whole height, and sizes it there. */
export function windowKind(): HostContext['window'] {
  return figma.editorType === 'buzz' ? 'docked' : 'own';
}

function hasGrid(): boolean {
  return figma.editorType === 'slides' || figma.editorType === 'buzz';
}

/**
 * The nodes that the designer means: the selection on a page. Without one, the slide or the asset that is shown alone
 * stands for it.
 */
export function chosenNodes(page: PageNode): readonly SceneNode[] {
  const { selection } = page;
  if (selection.length > 0 || !hasGrid()) return selection;
  const focused = page.focusedNode;
  return focused === null ? [] : [focused];
}

/** Calls a listener when the choice of nodes may have changed. */
export function onChosen(listener: () => void): void {
  figma.on('selectionchange', listener);
  if (hasGrid()) figma.on('canvasviewchange', listener);
}

/** Opens the slide or the asset that holds a node, if another one is shown alone. It can be seen nowhere else. */
export function focusOn(node: SceneNode, page: PageNode): void {
  if (!hasGrid() || figma.viewport.canvasView !== 'single-asset') return;
  const holder = figma
    .getCanvasGrid()
    .flat()
    .find(({ id }) => isAtOrAbove(id, node));
  if (holder !== undefined && page.focusedNode?.id !== holder.id) page.focusedNode = holder;
}

function isAtOrAbove(id: string, node: BaseNode): boolean {
  for (let ancestor: BaseNode | null = node; ancestor !== null; ancestor = ancestor.parent)
    if (ancestor.id === id) return true;
  return false;
}

/** The message for media fields of chosen Buzz assets that hold no picture; null without such fields. */
export function mediaProblem(nodes: readonly SceneNode[]): HostProblem | null {
  if (figma.editorType !== 'buzz') return null;
  const types = nodes.flatMap((node) => figma.buzz.getMediaContent(node)).map(({ type }) => type);
  if (types.includes('VIDEO')) return { code: 'media-is-video' };
  return types.includes(null) ? { code: 'media-is-empty' } : null;
}

/**
 * The message for layers that Figma refuses. No call tells which parts of a Buzz template are locked, so the refusal of
 * a write is the only sign.
 */
export function refusedWrite(detail: string): HostProblem {
  return figma.editorType === 'buzz' ? { code: 'template-locked', detail } : { code: 'write-failed', detail };
}
