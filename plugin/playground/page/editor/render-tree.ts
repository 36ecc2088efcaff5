import type { HostNode } from '../../host/node';
import { ownTransform, sizeOf } from '../../host/geometry';
import type { RenderNode } from '../canvas/render-node';

/** The nodes of the document as the renderer draws them, without those for which `hidden` is true. */
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
    relativeTransform: ownTransform(node),
    ...sizeOf(node),
    clipsContent: values.clipsContent,
    cornerSmoothing: values.cornerSmoothing,
    cornerRadii: [values.topLeftRadius, values.topRightRadius, values.bottomRightRadius, values.bottomLeftRadius],
    fills: values.fills,
    strokes: values.strokes,
    strokeWeight: values.strokeWeight,
    strokeAlign: values.strokeAlign,
    dashPattern: values.dashPattern,
    effects: values.effects,
    pointCount: values.pointCount,
    innerRadius: values.innerRadius,
    vectorPaths: values.vectorPaths.map(({ data }) => data),
    booleanOperation: values.booleanOperation,
    text:
      node.type === 'TEXT' || node.type === 'TEXT_PATH'
        ? { characters: values.characters, fontSize: values.fontSize }
        : null,
    children: renderTree(node.children, hidden),
  };
}

/** Whether a plugin stored data on a node. "Before" leaves these layers out. */
export function isPluginMade(node: HostNode): boolean {
  return Object.keys(node.values.pluginData).length > 0;
}

/** The hashes of every picture in the fills and strokes of nodes and their descendants, hidden ones included. */
export function imageHashes(nodes: readonly HostNode[]): ReadonlySet<string> {
  const hashes = new Set<string>();
  const visit = (node: HostNode): void => {
    for (const paint of [...node.values.fills, ...node.values.strokes])
      if (paint.type === 'IMAGE' && paint.imageHash !== null) hashes.add(paint.imageHash);
    node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return hashes;
}
