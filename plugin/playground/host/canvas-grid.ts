import type { HostNode } from './node';

/** Figma's editors, by the plugin API's names. */
export type EditorKind = 'figma' | 'slides' | 'buzz';

/**
 * The parts that a document of Figma Slides or Buzz has beyond one of Figma Design: the slide or asset that Asset View
 * shows alone, the media fields of assets, and the assets whose template is locked. A slide or an asset is a child of a
 * row of the canvas grid. Nodes are known by their ids, so that undo keeps them.
 */
export class CanvasGrid {
  /** Id of the slide or asset that is shown alone; null in Grid View. */
  focused: string | null = null;
  private readonly fields = new Set<string>();
  private readonly locked = new Set<string>();

  constructor(readonly editor: EditorKind) {}

  /** Throws, as Figma does, in an editor that lacks a member of the plugin API. */
  assertHas(member: string, editors: readonly EditorKind[] = ['slides', 'buzz']): void {
    if (!editors.includes(this.editor)) throw new Error(`in ${member}: not available in this editor (${this.editor})`);
  }

  /** Makes a node a media field of its asset. */
  addField(node: HostNode): void {
    this.fields.add(node.id);
  }

  /** The media fields in a node, itself included, bottom first. */
  fieldsOf(node: HostNode): HostNode[] {
    return [...(this.fields.has(node.id) ? [node] : []), ...node.children.flatMap((child) => this.fieldsOf(child))];
  }

  /** Locks every part of an asset, as its template's guidelines do. */
  lock(asset: HostNode): void {
    this.locked.add(asset.id);
  }

  /** Throws if a node is a part of a locked asset. Figma's own text is not known. */
  assertOpen(method: string, node: HostNode): void {
    for (let each: HostNode | null = node; each !== null; each = each.parent)
      if (this.locked.has(each.id)) throw new Error(`in ${method}: This part of the template is locked`);
  }
}

/** The slides or assets of a page, row by row. */
export function gridOf(page: HostNode): HostNode[][] {
  return page.children
    .filter(({ type }) => type === 'SLIDE_GRID')
    .flatMap(({ children }) => children)
    .map(({ children }) => [...children]);
}

/** The slide or asset that is a node or holds it; null for a node beside the grid. */
export function assetOf(node: HostNode): HostNode | null {
  for (let each: HostNode | null = node; each !== null; each = each.parent)
    if (each.parent?.type === 'SLIDE_ROW') return each;
  return null;
}
