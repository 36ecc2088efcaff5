import { rulesOf, type NodeTypeRules } from './node-types';

/** A node that has children. */
export type ParentNode = BaseNode & ChildrenMixin;

/** The tree around some nodes. It asks Figma for each fact once, so it serves one scan or one write, and no more. */
export interface NodeTree {
  typeOf(node: BaseNode): string;
  rulesOf(node: BaseNode): NodeTypeRules;
  /** Null for a page, and for a node that was removed. */
  parentOf(node: BaseNode): ParentNode | null;
  childrenOf(parent: ParentNode): readonly SceneNode[];
  /** The ancestors, nearest first, up to the page. */
  ancestorsOf(node: BaseNode): ParentNode[];
  /** The topmost ancestor that is an instance; null if there is none. */
  outermostInstance(node: BaseNode): SceneNode | null;
}

/** @param plainShapes ids of nodes that are known to be shapes of one kind or another: their types are not asked for */
export function createNodeTree(plainShapes: ReadonlySet<string> = new Set()): NodeTree {
  const types = new Map<string, string>();
  const parents = new Map<string, ParentNode | null>();
  const children = new Map<string, readonly SceneNode[]>();
  const tree: NodeTree = {
    typeOf: (node) => remembered(types, node, ({ type }) => type),
    rulesOf: (node) => rulesOf(plainShapes.has(node.id) ? 'RECTANGLE' : tree.typeOf(node)),
    parentOf(node) {
      if (parents.has(node.id)) return parents.get(node.id) ?? null;
      const { parent } = node;
      const known = parent === null || parent.type === 'DOCUMENT' ? null : (parent as ParentNode);
      parents.set(node.id, known);
      // Its siblings have the same parent, and are often asked for next.
      if (known !== null) tree.childrenOf(known);
      return known;
    },
    childrenOf: (parent) =>
      remembered(children, parent, () => {
        const all = parent.children as readonly SceneNode[];
        for (const { id } of all) parents.set(id, parent);
        return all;
      }),
    ancestorsOf(node) {
      const ancestors: ParentNode[] = [];
      for (let each = tree.parentOf(node); each !== null; each = tree.parentOf(each)) ancestors.push(each);
      return ancestors;
    },
    outermostInstance(node) {
      const instances = tree.ancestorsOf(node).filter((ancestor) => tree.typeOf(ancestor) === 'INSTANCE');
      return (instances[instances.length - 1] as SceneNode | undefined) ?? null;
    },
  };
  return tree;
}

function remembered<Parent extends BaseNode, Value>(
  known: Map<string, Value>,
  node: Parent,
  read: (node: Parent) => Value,
): Value {
  const value = known.get(node.id);
  if (value !== undefined) return value;
  const fresh = read(node);
  known.set(node.id, fresh);
  return fresh;
}
