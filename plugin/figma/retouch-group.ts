/** What is stored with our group, so that it is known again whatever its name. */
export interface RetouchGroupData {
  readonly version: 1;
  readonly sourceId: string;
  readonly faces: number;
  readonly spots: number;
}

export type LayerRole = 'heal' | 'blend' | 'brighten' | 'retouched';

const GROUP_KEY = 'softlight-group';
const LAYER_KEY = 'softlight-layer';

export function markGroup(group: GroupNode, data: RetouchGroupData): void {
  group.setPluginData(GROUP_KEY, JSON.stringify(data));
}

export function markLayer(layer: SceneNode, role: LayerRole): void {
  layer.setPluginData(LAYER_KEY, role);
}

/** Whether a node is one of our groups or layers: never a source to retouch. */
export function isOurs(node: SceneNode): boolean {
  return node.getPluginData(GROUP_KEY) !== '' || node.getPluginData(LAYER_KEY) !== '';
}

/** What is stored with a node, if it is a group of ours and its data can be read. */
export function readGroup(node: BaseNode): RetouchGroupData | null {
  const stored = node.getPluginData(GROUP_KEY);
  if (stored === '') return null;
  try {
    const value: unknown = JSON.parse(stored);
    return typeof value === 'object' && value !== null && 'sourceId' in value && typeof value.sourceId === 'string'
      ? (value as RetouchGroupData)
      : null;
  } catch {
    return null;
  }
}

/** Our groups for a source among its siblings. What is no group any more, as after flattening, is the designer's, whatever it says. */
export function groupsOf(sourceId: string, parent: ChildrenMixin): GroupNode[] {
  return parent.children.filter((sibling) => sibling.type === 'GROUP').filter((group) => readGroup(group)?.sourceId === sourceId);
}

/** What may be taken away of a group of ours: all of it, or, if the designer has put layers of their own into it, our layers. */
export function ownPartOf(group: GroupNode): readonly SceneNode[] {
  const own = group.children.filter(isOurs);
  return own.length === group.children.length ? [group] : own;
}
