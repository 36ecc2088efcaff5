import type { HostNode } from '../../host/index';

/** A row of the layer list. */
export interface Row {
  readonly node: HostNode;
  readonly depth: number;
  /** Whether an ancestor is hidden, so that the row is dimmed. */
  readonly dimmed: boolean;
  /** The row's number among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

/** The rows of nodes and of their unfolded descendants, topmost first. */
export function rowsOf(nodes: readonly HostNode[], depth = 0, dimmed = false): readonly Row[] {
  const rows: Row[] = [];
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]!;
    rows.push({ node, depth, dimmed, position: nodes.length - index, siblings: nodes.length });
    if (node.values.expanded && node.children.length > 0)
      for (const row of rowsOf(node.children, depth + 1, dimmed || !node.values.visible)) rows.push(row);
  }
  return rows;
}
