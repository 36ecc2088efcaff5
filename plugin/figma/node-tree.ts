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

/** Facts that are known before the tree asks. */
export interface KnownNodes {
  readonly page: PageNode;
  /** Ids of nodes that are shapes of one kind or another. Their types are not asked for. */
  readonly plainShapes: ReadonlySet<string>;
}

/** @param known facts that the caller has already */
export function createNodeTree(known: KnownNodes | null = null): NodeTree {
  const types = new Map<string, string>(known === null ? [] : [[known.page.id, 'PAGE']]);
  const parents = new Map<string, ParentNode | null>(known === null ? [] : [[known.page.id, null]]);
  const children = new Map<string, readonly SceneNode[]>();
  const tree: NodeTree = {
    typeOf: (node) => remembered(types, node, ({ type }) => type),
    rulesOf: (node) => rulesOf(known?.plainShapes.has(node.id) === true ? 'RECTANGLE' : tree.typeOf(node)),
    parentOf(node) {
      if (parents.has(node.id)) return parents.get(node.id) ?? null;
      const { parent } = node;
      const within = parent === null || tree.typeOf(parent) === 'DOCUMENT' ? null : (parent as ParentNode);
      parents.set(node.id, within);
      return within;
    },
    childrenOf: (parent) =>
      remembered(children, parent, () => {
        const all = parent.children as readonly SceneNode[];
        for (const { id } of all) parents.set(id, parent);
        return all;
      }),
    ancestorsOf(node) {
      const ancestors: ParentNode[] = [];
      const isNew = !parents.has(node.id);
      const parent = tree.parentOf(node);
      // Its siblings have the same parent, and are often asked for next.
      if (isNew && parent !== null) tree.childrenOf(parent);
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
