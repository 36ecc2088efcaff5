import type { HostNode } from '../../host/node';
import { sizeOf } from '../../host/geometry';
import type { RenderNode } from '../canvas/render-node';

/** What the renderer draws for nodes of the document. Nodes that `hidden` names are left out. */
export function renderTree(
  nodes: readonly HostNode[],
  hidden: (node: HostNode) => boolean = () => false,
): readonly RenderNode[] {
  return nodes.filter((node) => !hidden(node)).map((node) => renderNodeOf(node, hidden));
}

function renderNodeOf(node: HostNode, hidden: (node: HostNode) => boolean): RenderNode {
  const { values } = node;
  return {
    id: node.id,
    type: node.type,
    visible: values.visible,
    opacity: values.opacity,
    blendMode: values.blendMode,
    isMask: values.isMask,
    maskType: values.maskType,
    relativeTransform: values.relativeTransform,
    ...sizeOf(node),
    clipsContent: values.clipsContent,
    cornerRadii: [values.topLeftRadius, values.topRightRadius, values.bottomRightRadius, values.bottomLeftRadius],
    fills: values.fills,
    strokes: values.strokes,
    strokeWeight: values.strokeWeight,
    strokeAlign: values.strokeAlign,
    effects: values.effects,
    text: node.type === 'TEXT' ? { characters: values.characters, fontSize: values.fontSize } : null,
    children: renderTree(node.children, hidden),
  };
}

/** Whether a plugin left its mark on a node or on one around it: these are the layers that "before" leaves out. */
export function isPluginMade(node: HostNode): boolean {
  return Object.keys(node.values.pluginData).length > 0;
}

/** The hashes of every picture that nodes show, hidden ones too. */
export function imageHashes(nodes: readonly HostNode[]): ReadonlySet<string> {
  const hashes = new Set<string>();
  const visit = (node: HostNode): void => {
    for (const paint of node.values.fills)
      if (paint.type === 'IMAGE' && paint.imageHash !== null) hashes.add(paint.imageHash);
    node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return hashes;
}
