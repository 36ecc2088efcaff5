import type { HostNode, HostNodeType, NodeValues } from './node';

/** A node at one moment. Snapshots of an unchanged node are one object, whatever step they belong to. */
export interface NodeSnapshot {
  readonly id: string;
  readonly type: HostNodeType;
  readonly values: Readonly<NodeValues>;
  readonly children: readonly NodeSnapshot[];
}

/** The document after one undo step. */
export interface UndoStep {
  readonly page: NodeSnapshot;
  readonly selection: readonly string[];
}

/** The undo steps of one page. A step costs memory for the nodes that changed, not for the whole page. */
export class UndoHistory {
  private readonly latest = new WeakMap<HostNode, NodeSnapshot>();
  private readonly done: UndoStep[];
  private undone: UndoStep[] = [];

  constructor(private readonly page: HostNode) {
    this.done = [{ page: this.snapshotOf(page), selection: [] }];
  }

  /** Ends a step, if the page changed since the last one. */
  commit(selection: readonly string[]): void {
    const page = this.snapshotOf(this.page);
    if (isSame(page, this.present().page)) return;
    this.done.push({ page, selection });
    this.undone = [];
  }

  /** The step before the present one, which becomes the present one; null at the beginning. */
  back(): UndoStep | null {
    if (this.done.length < 2) return null;
    this.undone.push(this.done.pop()!);
    return this.present();
  }

  /** The step that was undone last, which becomes the present one; null if none was. */
  forward(): UndoStep | null {
    const step = this.undone.pop();
    if (step === undefined) return null;
    this.done.push(step);
    return step;
  }

  private present(): UndoStep {
    return this.done[this.done.length - 1]!;
  }

  private snapshotOf(node: HostNode): NodeSnapshot {
    const children = node.children.map((child) => this.snapshotOf(child));
    const last = this.latest.get(node);
    if (last !== undefined && last.values === node.values && haveSameItems(last.children, children)) return last;
    const snapshot = { id: node.id, type: node.type, values: node.values, children };
    this.latest.set(node, snapshot);
    return snapshot;
  }
}

function haveSameItems(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function isSame(one: NodeSnapshot, other: NodeSnapshot): boolean {
  if (one === other) return true;
  return (
    one.id === other.id &&
    (one.values === other.values || textOf(one.values) === textOf(other.values)) &&
    one.children.length === other.children.length &&
    one.children.every((child, index) => isSame(child, other.children[index]!))
  );
}

/** Values as text. Folding a layer in the list does not change the document, so `expanded` is left out. */
function textOf(values: Readonly<NodeValues>): string {
  return JSON.stringify({ ...values, expanded: undefined });
}
