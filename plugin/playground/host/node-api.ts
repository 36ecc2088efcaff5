import type { HostDocument } from './document';
import type { HostNode } from './node';
import { hasMember, readMember, writeMember } from './node-members';
import { callMethod, hasMethod, isMethodOfEveryNode, type ExportNode, type MethodContext } from './node-methods';

/** A member that is a method, as `get` answers for it; `every`: of nodes of every type. */
export interface MethodMark {
  readonly $method: 'every' | 'some';
}

/** Nodes as the plugin API shows them: their members, values and methods. */
export class NodeApi {
  private readonly context: MethodContext;

  constructor(
    private readonly document: HostDocument,
    exportNode: ExportNode,
  ) {
    this.context = { document, exportNode, nodeOf: (ref, method) => this.alive(ref.$node, method) };
  }

  /** Whether a node has a member, as the operator `in` shows it. A removed node seems to have every member. */
  has(id: string, key: string): boolean {
    const node = this.document.find(id);
    return node === null || hasMethod(node.type, key) || hasMember(node.type, key);
  }

  /**
   * A member's value; a mark for a method; undefined for a member that the node does not have.
   * @throws with Figma's text for any value but `id` and `removed` of a removed node
   */
  get(id: string, key: string): unknown {
    const node = this.document.find(id);
    if (key === 'removed') return node === null;
    if (key === 'id') return id;
    if (hasMethod(node?.type ?? null, key))
      return { $method: isMethodOfEveryNode(key) ? 'every' : 'some' } satisfies MethodMark;
    if (node === null) throw new Error(`in get_${key}: The node with id "${id}" does not exist`);
    return hasMember(node.type, key) ? readMember(this.document, node, key) : undefined;
  }

  /**
   * Writes a member.
   * @throws with Figma's text where Figma refuses the write
   */
  set(id: string, key: string, value: unknown): void {
    writeMember(this.document, this.alive(id, `set_${key}`), key, value);
  }

  /**
   * Calls a method.
   * @throws with Figma's text where Figma refuses the call
   */
  call(id: string, method: string, args: readonly unknown[]): unknown {
    return callMethod(this.context, this.alive(id, method), method, args);
  }

  private alive(id: string, member: string): HostNode {
    const node = this.document.find(id);
    if (node === null) throw new Error(`in ${member}: The node with id "${id}" does not exist`);
    return node;
  }
}
