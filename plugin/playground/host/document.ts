import { sniffFormat } from '../../../ui/engine/codec/sniff-format';
import { layOut, moveTo } from './auto-layout';
import { CanvasGrid, type EditorKind } from './canvas-grid';
import { followResize } from './constraints';
import { contentHash } from './content-hash';
import { identity, invert, multiply } from '../../geometry/affine';
import { absoluteTransform, spaceOf } from './geometry';
import { copyOfData, isBracket, isContainer, isFrame, makeNode } from './node';
import type { HostNode, HostNodeType, NodeValues } from './node';
import { UndoHistory, type NodeSnapshot, type UndoStep } from './undo-history';

/** The largest image that Figma stores, in pixels a side. */
export const LARGEST_IMAGE_SIDE = 4096;

/** The kind of a change: the nodes, only what is selected, or only which slide or asset is shown alone. */
export type DocumentChange = 'document' | 'selection' | 'view';

/**
 * A document with one page: nodes, images, selection and undo. Further pages can be opened, so that a plugin can be
 * left behind on the first one. All changes go through its methods: they keep groups, auto layout and ids right, and
 * notify subscribers. Errors carry Figma's own texts.
 */
export class HostDocument {
  readonly page: HostNode = makeNode('0:1', 'PAGE', { name: 'Page 1' });
  /** The page that is open: where new layers appear. */
  currentPage: HostNode = this.page;
  /** False in a view-only file: every write throws. */
  editable = true;
  private readonly nodes = new Map<string, HostNode>([[this.page.id, this.page]]);
  private readonly images = new Map<string, Uint8Array>();
  private readonly listeners = new Set<(change: DocumentChange) => void>();
  private selected: readonly string[] = [];
  private nextId = 1;
  private readonly history = new UndoHistory(this.page);
  readonly grid: CanvasGrid;

  /** @param editor the editor that the document belongs to */
  constructor(editor: EditorKind = 'figma') {
    this.grid = new CanvasGrid(editor);
  }

  /** Calls `listener` after every change. Returns the function that ends the subscription. */
  subscribe(listener: (change: DocumentChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The node with this id; null if no node has it, or has it any more. */
  find(id: string): HostNode | null {
    return this.nodes.get(id) ?? null;
  }

  /** The selected nodes, in the order in which they were selected. */
  get selection(): readonly HostNode[] {
    return this.selected.map((id) => this.nodes.get(id)).filter((node) => node !== undefined);
  }

  /** Selects the nodes with these ids. Ids of no node are left out. */
  select(ids: readonly string[]): void {
    this.selected = ids.filter((id) => this.nodes.has(id));
    this.notify('selection');
  }

  /** Shows a slide or an asset alone, or the whole grid for null. */
  focus(node: HostNode | null): void {
    this.grid.focused = node?.id ?? null;
    this.notify('view');
  }

  /** Where a new node lands: in the slide or asset that is shown alone, or else on the open page. */
  get landing(): HostNode {
    const { focused } = this.grid;
    return (focused === null ? null : this.find(focused)) ?? this.currentPage;
  }

  /** Makes a node at the top of `parent`. */
  create(type: HostNodeType, values: Partial<NodeValues> = {}, parent: HostNode = this.landing): HostNode {
    this.assertEditable();
    const node = makeNode(`1:${this.nextId++}`, type, { name: nameOf(type), ...values });
    this.nodes.set(node.id, node);
    this.attach(node, parent, parent.children.length);
    this.notify('document');
    return node;
  }

  /** Opens a new page with nothing selected. Undo does not cover it. */
  openNewPage(): void {
    this.currentPage = makeNode(`2:${this.nextId++}`, 'PAGE', { name: 'Page 2' });
    this.nodes.set(this.currentPage.id, this.currentPage);
    this.select([]);
  }

  /** Changes values of a node. The values are copied. A frame's children follow a new size by their constraints. */
  set(node: HostNode, values: Partial<NodeValues>): void {
    this.assertEditable();
    this.assertAlive(node);
    const { width, height } = node.values;
    node.values = { ...node.values, ...copyOfData(values) };
    if (isFrame(node.type) && (node.values.width !== width || node.values.height !== height))
      followResize(node, width, height);
    this.settle(node);
    this.notify('document');
  }

  /** Gives a node another relativeTransform. A group only moves: its children go with it. */
  transform(node: HostNode, transform: Transform): void {
    if (!isBracket(node.type)) {
      this.set(node, { relativeTransform: transform });
      return;
    }
    this.assertEditable();
    this.assertAlive(node);
    moveTo(node, transform[0][2], transform[1][2]);
    this.settle(node);
    this.notify('document');
  }

  /**
   * Moves a node under another parent and keeps its relativeTransform, as Figma does.
   * @throws with Figma's text where Figma refuses
   */
  insert(parent: HostNode, index: number, node: HostNode): void {
    this.assertEditable();
    this.assertAlive(node);
    this.assertAlive(parent);
    assertInsertable(parent, index, node);
    this.grid.assertOpen('insertChild', parent);
    const oldParent = node.parent;
    const oldIndex = oldParent === parent ? parent.children.indexOf(node) : -1;
    this.detach(node);
    this.attach(node, parent, oldIndex >= 0 && oldIndex < index ? index - 1 : index);
    if (oldParent !== null && oldParent !== parent) this.settleContainer(oldParent);
    this.notify('document');
  }

  /** Removes a node and its descendants. A group that becomes empty is removed as well. */
  remove(node: HostNode): void {
    this.assertEditable();
    this.assertAlive(node);
    if (node === this.page) throw new Error('in remove: Cannot remove the page');
    if (isWithinInstance(node)) throw new Error('in remove: Removing this node is not allowed');
    const { parent } = node;
    this.detach(node);
    this.forget(node);
    if (parent !== null) this.settleContainer(parent);
    this.selected = this.selected.filter((id) => this.nodes.has(id));
    this.notify('document');
  }

  /** Copies a node and its descendants to where new nodes land. */
  clone(node: HostNode): HostNode {
    this.assertEditable();
    this.assertAlive(node);
    const copy = this.copyOf(node);
    // The API keeps the numbers of relativeTransform, although the new parent has another space.
    const { landing } = this;
    this.attach(copy, landing, landing.children.length);
    this.notify('document');
    return copy;
  }

  /**
   * Puts nodes into a new group. Their positions on the page and their stacking order stay.
   * @throws with Figma's text where Figma refuses
   */
  group(nodes: readonly HostNode[], parent: HostNode, index: number): HostNode {
    this.assertEditable();
    if (nodes.length === 0) throw new Error('in group: First argument must be an array of at least one node');
    if (isWithinInstance(parent) || parent.type === 'INSTANCE' || nodes.some(isWithinInstance)) {
      throw new Error('in group: Cannot group nodes inside of an instance');
    }
    this.grid.assertOpen('group', parent);
    const onPage = nodes.map(absoluteTransform);
    const group = makeNode(`1:${this.nextId++}`, 'GROUP', { name: 'Group' });
    this.nodes.set(group.id, group);
    this.attach(group, parent, Math.min(index, parent.children.length));
    for (const node of inStackingOrder(nodes)) {
      this.detach(node);
      this.attach(node, group, group.children.length);
    }
    nodes.forEach((node, order) => {
      const relativeTransform = multiply(invert(spaceOf(node)) ?? identity(), onPage[order]!);
      node.values = { ...node.values, relativeTransform };
    });
    this.settleContainer(parent);
    this.notify('document');
    return group;
  }

  /**
   * Stores a PNG, JPEG or GIF file and returns its hash. Equal bytes have equal hashes.
   * @throws what figma.createImage throws
   */
  addImage(bytes: Uint8Array): string {
    this.assertEditable();
    const info = sniffFormat(bytes);
    if (info.format !== 'png' && info.format !== 'jpeg' && info.format !== 'gif')
      throw new Error('in createImage: Image type is unsupported');
    if (info.width > LARGEST_IMAGE_SIDE || info.height > LARGEST_IMAGE_SIDE)
      throw new Error('in createImage: Image is too large');
    return this.placeImage(bytes);
  }

  /** Stores bytes unchecked, as a document can hold a damaged file. Returns their hash. */
  placeImage(bytes: Uint8Array): string {
    const hash = contentHash(bytes);
    this.images.set(hash, bytes.slice());
    return hash;
  }

  /** The stored file with this hash; null if no file has it. */
  image(hash: string): Uint8Array | null {
    return this.images.get(hash) ?? null;
  }

  /** Ends an undo step, if anything changed since the last one. */
  commitUndo(): void {
    this.history.commit(this.selected);
  }

  /** Goes back by one step and returns whether there was one. Uncommitted changes count as a step. */
  undo(): boolean {
    this.commitUndo();
    return this.restore(this.history.back());
  }

  /** Goes forward by one undone step and returns whether there was one. */
  redo(): boolean {
    return this.restore(this.history.forward());
  }

  private copyOf(node: HostNode): HostNode {
    const copy = makeNode(`1:${this.nextId++}`, node.type, node.values);
    this.nodes.set(copy.id, copy);
    for (const child of node.children) {
      const inner = this.copyOf(child);
      inner.parent = copy;
      copy.children.push(inner);
    }
    return copy;
  }

  private attach(node: HostNode, parent: HostNode, index: number): void {
    parent.children.splice(index, 0, node);
    node.parent = parent;
    this.settleContainer(parent);
  }

  private detach(node: HostNode): void {
    if (node.parent === null) return;
    node.parent.children.splice(node.parent.children.indexOf(node), 1);
    node.parent = null;
  }

  private forget(node: HostNode): void {
    this.nodes.delete(node.id);
    node.children.forEach((child) => this.forget(child));
  }

  private settle(node: HostNode): void {
    if (isFrame(node.type)) layOut(node);
    if (node.parent !== null) this.settleContainer(node.parent);
  }

  private settleContainer(container: HostNode): void {
    if (
      isBracket(container.type) &&
      container.children.length === 0 &&
      container.parent !== null &&
      this.nodes.has(container.id)
    ) {
      const { parent } = container;
      this.detach(container);
      this.forget(container);
      this.settleContainer(parent);
      return;
    }
    if (isFrame(container.type)) layOut(container);
    else if (container.parent !== null) this.settleContainer(container.parent);
  }

  private assertEditable(): void {
    if (!this.editable) throw new Error('This file is view-only: it cannot be edited');
  }

  private assertAlive(node: HostNode): void {
    if (!this.nodes.has(node.id)) throw new Error(`in node: The node with id "${node.id}" does not exist`);
  }

  private restore(step: UndoStep | null): boolean {
    if (step === null) return false;
    const before = new Map(this.nodes);
    this.nodes.clear();
    this.nodes.set(this.page.id, this.page);
    this.page.children.length = 0;
    for (const child of step.page.children) this.page.children.push(this.revive(child, this.page, before));
    this.selected = step.selection.filter((id) => this.nodes.has(id));
    this.notify('document');
    this.notify('selection');
    return true;
  }

  private revive(snapshot: NodeSnapshot, parent: HostNode, before: ReadonlyMap<string, HostNode>): HostNode {
    const { id, type, values } = snapshot;
    const node = makeNode(id, type, {});
    // Folding in the layer list is not undone.
    const expanded = before.get(id)?.values.expanded ?? values.expanded;
    node.values = expanded === values.expanded ? values : { ...values, expanded };
    node.parent = parent;
    this.nodes.set(id, node);
    for (const child of snapshot.children) node.children.push(this.revive(child, node, before));
    return node;
  }

  private notify(change: DocumentChange): void {
    for (const listener of this.listeners) listener(change);
  }
}

/** Whether one of a node's ancestors is an instance. */
export function isWithinInstance(node: HostNode): boolean {
  for (let ancestor = node.parent; ancestor !== null; ancestor = ancestor.parent)
    if (ancestor.type === 'INSTANCE') return true;
  return false;
}

/** Nodes from the bottom of their parents to the top. Equal indexes keep their order in the call. */
function inStackingOrder(nodes: readonly HostNode[]): readonly HostNode[] {
  const indexes = new Map<HostNode, number>();
  for (const parent of new Set(nodes.map((node) => node.parent)))
    parent?.children.forEach((child, index) => indexes.set(child, index));
  return [...nodes].sort((one, other) => (indexes.get(one) ?? 0) - (indexes.get(other) ?? 0));
}

function assertInsertable(parent: HostNode, index: number, node: HostNode): void {
  if (!isContainer(parent.type)) throw new Error('in insertChild: Expected node to have children');
  if (isWithinInstance(parent) || parent.type === 'INSTANCE') {
    throw new Error('in insertChild: Cannot move node. New parent is an instance or is inside of an instance');
  }
  if (isWithinInstance(node)) throw new Error('in insertChild: Cannot move node. Node is inside of an instance');
  if (index < 0 || index > parent.children.length) throw new Error('in insertChild: Index out of bounds');
  for (let ancestor: HostNode | null = parent; ancestor !== null; ancestor = ancestor.parent) {
    if (ancestor === node) throw new Error('in insertChild: Cannot move node inside itself');
  }
}

function nameOf(type: HostNodeType): string {
  return type.charAt(0) + type.slice(1).toLowerCase();
}
