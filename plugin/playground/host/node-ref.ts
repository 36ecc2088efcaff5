import type { HostNode } from './node';

/** A node as it crosses to the plugin's VM and back. */
export interface NodeRef {
  readonly $node: string;
}

/** The reference to a node; null for no node. */
export function refOf(node: HostNode | null): NodeRef | null {
  return node === null ? null : { $node: node.id };
}
