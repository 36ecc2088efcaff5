import { sniffFormat } from '../../../ui/engine/codec/sniff-format';
import { layOut } from './auto-layout';
import { contentHash } from './content-hash';
import { identity, invert, multiply } from '../../geometry/affine';
import { absoluteTransform, spaceOf } from './geometry';
import {
  isBracket,
  isContainer,
  isFrame,
  makeNode,
  structuredCloneOf,
  type HostNode,
  type HostNodeType,
  type NodeValues,
} from './node';

/** Figma takes images up to this many pixels a side. */
export const LARGEST_IMAGE_SIDE = 4096;

interface NodeSnapshot {
  readonly id: string;
  readonly type: HostNodeType;
  readonly values: NodeValues;
  readonly children: readonly NodeSnapshot[];
}

/** The whole document at one moment. */
interface Snapshot {
  readonly page: NodeSnapshot;
  readonly selection: readonly string[];
  /** Two snapshots with the same text are the same document. */
  readonly text: string;
}

/**
 * A document with one page (others can be opened, to leave it): nodes, images, selection, undo. All changes go through its methods, which keep
 * groups, auto layout and ids right and tell subscribers. Errors carry Figma's own texts.
 */
export class HostDocument {
  readonly page: HostNode = makeNode('0:1', 'PAGE', { name: 'Page 1' });
  /** The page that is open: where new layers appear. */
  currentPage: HostNode = this.page;
  /** False in a view-only file: every write throws. */
  editable = true;
  private readonly nodes = new Map<string, HostNode>([[this.page.id, this.page]]);
  private readonly images = new Map<string, Uint8Array>();
  private readonly listeners = new Set<(change: 'document' | 'selection') => void>();
  private selected: readonly string[] = [];
  private nextId = 1;
  private undone: Snapshot[] = [];
  private history: Snapshot[] = [this.snapshot()];

  /** Calls back after every change; returns what ends that. */
  subscribe(listener: (change: 'document' | 'selection') => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The node with this id; null if there is none (any more). */
  find(id: string): HostNode | null {
    return this.nodes.get(id) ?? null;
  }

  get selection(): readonly HostNode[] {
    return this.selected.map((id) => this.nodes.get(id)).filter((node) => node !== undefined);
  }

  select(ids: readonly string[]): void {
    this.selected = ids.filter((id) => this.nodes.has(id));
    this.tell('selection');
  }

  /** Makes a node at the top of the open page, or of `parent`. */
  create(type: HostNodeType, values: Partial<NodeValues> = {}, parent: HostNode = this.currentPage): HostNode {
    this.assertEditable();
    const node = makeNode(`1:${this.nextId++}`, type, { name: nameOf(type), ...values });
    this.nodes.set(node.id, node);
    this.attach(node, parent, parent.children.length);
    this.tell('document');
    return node;
  }

  /** Opens another page, a new one, on which nothing is selected. What is on it is no part of undo. */
  openNewPage(): void {
    this.currentPage = makeNode(`2:${this.nextId++}`, 'PAGE', { name: 'Page 2' });
    this.nodes.set(this.currentPage.id, this.currentPage);
    this.select([]);
  }

  /** Changes values of a node. */
  set(node: HostNode, values: Partial<NodeValues>): void {
    this.assertEditable();
    this.assertAlive(node);
    Object.assign(node.values, structuredCloneOf(values));
    this.settle(node);
    this.tell('document');
  }

  /** Moves a node under another parent, keeping its relativeTransform as Figma does. Throws what Figma throws. */
  insert(parent: HostNode, index: number, node: HostNode): void {
    this.assertEditable();
    this.assertAlive(node);
    this.assertAlive(parent);
    if (!isContainer(parent.type)) throw new Error('in insertChild: Expected node to have children');
    if (isWithinInstance(parent) || parent.type === 'INSTANCE') {
      throw new Error('in insertChild: Cannot move node. New parent is an instance or is inside of an instance');
    }
    if (isWithinInstance(node)) throw new Error('in insertChild: Cannot move node. Node is inside of an instance');
    if (index < 0 || index > parent.children.length) throw new Error('in insertChild: Index out of bounds');
    for (let ancestor: HostNode | null = parent; ancestor !== null; ancestor = ancestor.parent) {
      if (ancestor === node) throw new Error('in insertChild: Cannot move node inside itself');
    }
    const from = node.parent;
    const before = from === parent ? parent.children.indexOf(node) : -1;
    this.detach(node);
    this.attach(node, parent, before >= 0 && before < index ? index - 1 : index);
    if (from !== null && from !== parent) this.settleContainer(from);
    this.tell('document');
  }

  /** Removes a node with everything in it; a group that is left empty goes too. */
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
    this.tell('document');
  }

  /** A copy with everything in it, at the top of the open page, in its page position. */
  clone(node: HostNode): HostNode {
    this.assertEditable();
    this.assertAlive(node);
    const copy = this.copyOf(node);
    // The API keeps the numbers of the source's own space, whatever the new parent is.
    this.attach(copy, this.currentPage, this.currentPage.children.length);
    this.tell('document');
    return copy;
  }

  /** Puts nodes into a new group; their places on the page stay. Throws what Figma throws. */
  group(nodes: readonly HostNode[], parent: HostNode, index: number): HostNode {
    this.assertEditable();
    if (nodes.length === 0) throw new Error('in group: First argument must be an array of at least one node');
    if (isWithinInstance(parent) || parent.type === 'INSTANCE' || nodes.some(isWithinInstance)) {
      throw new Error('in group: Cannot group nodes inside of an instance');
    }
    const onPage = nodes.map(absoluteTransform);
    const group = makeNode(`1:${this.nextId++}`, 'GROUP', { name: 'Group' });
    this.nodes.set(group.id, group);
    this.attach(group, parent, Math.min(index, parent.children.length));
    // Nodes keep their stacking order, whatever their order in the call.
    const stacked = [...nodes].sort((a, b) => stackingIndex(a) - stackingIndex(b));
    for (const node of stacked) {
      this.detach(node);
      this.attach(node, group, group.children.length);
    }
    nodes.forEach((node, order) => {
      node.values.relativeTransform = multiply(invert(spaceOf(node)) ?? identity(), onPage[order]!);
    });
    this.settleContainer(parent);
    this.tell('document');
    return group;
  }

  /** Stores an image file; the same bytes have the same hash. Throws what figma.createImage throws. */
  addImage(bytes: Uint8Array): string {
    this.assertEditable();
    const info = sniffFormat(bytes);
    if (info.format !== 'png' && info.format !== 'jpeg' && info.format !== 'gif')
      throw new Error('in createImage: Image type is unsupported');
    if (info.width > LARGEST_IMAGE_SIDE || info.height > LARGEST_IMAGE_SIDE)
      throw new Error('in createImage: Image is too large');
    return this.placeImage(bytes);
  }

  /** Stores any bytes as an image, as a damaged file may lie in a document. */
  placeImage(bytes: Uint8Array): string {
    const hash = contentHash(bytes);
    this.images.set(hash, bytes.slice());
    return hash;
  }

  image(hash: string): Uint8Array | null {
    return this.images.get(hash) ?? null;
  }

  /** Ends an undo step, if anything changed since the last one. */
  commitUndo(): void {
    const now = this.snapshot();
    if (now.text === this.history[this.history.length - 1]!.text) return;
    this.history.push(now);
    this.undone = [];
  }

  /** Goes back by one step (uncommitted changes are a step of their own). Returns whether there was one. */
  undo(): boolean {
    this.commitUndo();
    if (this.history.length < 2) return false;
    this.undone.push(this.history.pop()!);
    this.restore(this.history[this.history.length - 1]!);
    return true;
  }

  redo(): boolean {
    const next = this.undone.pop();
    if (next === undefined) return false;
    this.history.push(next);
    this.restore(next);
    return true;
  }

  private copyOf(node: HostNode): HostNode {
    const copy = makeNode(`1:${this.nextId++}`, node.type, structuredCloneOf(node.values));
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

  private snapshot(): Snapshot {
    const page = snapshotOf(this.page);
    // Folding a layer in the list is no change of the document.
    return {
      page,
      selection: this.selected,
      text: JSON.stringify(page, (key, value: unknown) => (key === 'expanded' ? undefined : value)),
    };
  }

  private restore({ page, selection }: Snapshot): void {
    const before = new Map(this.nodes);
    this.nodes.clear();
    this.nodes.set(this.page.id, this.page);
    this.page.children.length = 0;
    for (const child of page.children) this.page.children.push(this.revive(child, this.page, before));
    this.selected = selection.filter((id) => this.nodes.has(id));
    this.tell('document');
    this.tell('selection');
  }

  private revive(snapshot: NodeSnapshot, parent: HostNode, before: ReadonlyMap<string, HostNode>): HostNode {
    const node = makeNode(snapshot.id, snapshot.type, structuredCloneOf(snapshot.values));
    node.values.expanded = before.get(snapshot.id)?.values.expanded ?? snapshot.values.expanded;
    node.parent = parent;
    this.nodes.set(node.id, node);
    for (const child of snapshot.children) node.children.push(this.revive(child, node, before));
    return node;
  }

  private tell(change: 'document' | 'selection'): void {
    for (const listener of this.listeners) listener(change);
  }
}

/** Whether a node stands inside an instance (not: is one). */
export function isWithinInstance(node: HostNode): boolean {
  for (let ancestor = node.parent; ancestor !== null; ancestor = ancestor.parent)
    if (ancestor.type === 'INSTANCE') return true;
  return false;
}

function stackingIndex(node: HostNode): number {
  return node.parent === null ? 0 : node.parent.children.indexOf(node);
}

function snapshotOf(node: HostNode): NodeSnapshot {
  return {
    id: node.id,
    type: node.type,
    values: structuredCloneOf(node.values),
    children: node.children.map(snapshotOf),
  };
}

function nameOf(type: HostNodeType): string {
  return type.charAt(0) + type.slice(1).toLowerCase();
}
