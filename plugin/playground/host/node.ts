/** The kinds of node the playground knows, by the plugin API's names. */
export type HostNodeType =
  | 'PAGE'
  | 'FRAME'
  | 'GROUP'
  | 'BOOLEAN_OPERATION'
  | 'SECTION'
  | 'COMPONENT'
  | 'INSTANCE'
  | 'RECTANGLE'
  | 'ELLIPSE'
  | 'VECTOR'
  | 'TEXT';

/** A node's values, as plain data under the plugin API's names. What a type does not have is absent from its nodes for plugins. */
export interface NodeValues {
  name: string;
  visible: boolean;
  locked: boolean;
  expanded: boolean;
  opacity: number;
  blendMode: BlendMode;
  isMask: boolean;
  maskType: MaskType;
  /** Relative to the nearest ancestor that is no bracket. For brackets: derived from the children. */
  relativeTransform: Transform;
  width: number;
  height: number;
  fills: readonly Paint[];
  strokes: readonly Paint[];
  strokeWeight: number;
  strokeAlign: 'CENTER' | 'INSIDE' | 'OUTSIDE';
  effects: readonly Effect[];
  topLeftRadius: number;
  topRightRadius: number;
  bottomRightRadius: number;
  bottomLeftRadius: number;
  clipsContent: boolean;
  layoutMode: 'NONE' | 'HORIZONTAL' | 'VERTICAL';
  layoutPositioning: 'AUTO' | 'ABSOLUTE';
  itemSpacing: number;
  paddingLeft: number;
  paddingTop: number;
  constraints: Constraints;
  characters: string;
  fontSize: number;
  pluginData: Readonly<Record<string, string>>;
  relaunchData: Readonly<Record<string, string>>;
}

/** A node of the document: its values, and its place in the tree. Children stand bottom first. */
export interface HostNode {
  readonly id: string;
  readonly type: HostNodeType;
  readonly values: NodeValues;
  parent: HostNode | null;
  readonly children: HostNode[];
}

const DEFAULTS: NodeValues = {
  name: '',
  visible: true,
  locked: false,
  expanded: true,
  opacity: 1,
  blendMode: 'NORMAL',
  isMask: false,
  maskType: 'ALPHA',
  relativeTransform: [
    [1, 0, 0],
    [0, 1, 0],
  ],
  width: 100,
  height: 100,
  fills: [],
  strokes: [],
  strokeWeight: 1,
  strokeAlign: 'INSIDE',
  effects: [],
  topLeftRadius: 0,
  topRightRadius: 0,
  bottomRightRadius: 0,
  bottomLeftRadius: 0,
  clipsContent: false,
  layoutMode: 'NONE',
  layoutPositioning: 'AUTO',
  itemSpacing: 0,
  paddingLeft: 0,
  paddingTop: 0,
  constraints: { horizontal: 'MIN', vertical: 'MIN' },
  characters: '',
  fontSize: 12,
  pluginData: {},
  relaunchData: {},
};

/** A fresh node outside any tree. */
export function makeNode(id: string, type: HostNodeType, values: Partial<NodeValues>): HostNode {
  const own: Partial<NodeValues> = type === 'GROUP' ? { blendMode: 'PASS_THROUGH' } : {};
  return { id, type, values: { ...structuredCloneOf(DEFAULTS), ...own, ...values }, parent: null, children: [] };
}

/** A copy of plain data. (The values hold nothing that JSON cannot carry.) */
export function structuredCloneOf<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

const CONTAINERS: ReadonlySet<HostNodeType> = new Set([
  'PAGE',
  'FRAME',
  'GROUP',
  'BOOLEAN_OPERATION',
  'SECTION',
  'COMPONENT',
  'INSTANCE',
]);
const FRAMES: ReadonlySet<HostNodeType> = new Set(['FRAME', 'COMPONENT', 'INSTANCE']);

export function isContainer(type: HostNodeType): boolean {
  return CONTAINERS.has(type);
}

/** Whether a node is only a bracket around its children: its place and size are theirs, their space is its container's. */
export function isBracket(type: HostNodeType): boolean {
  return type === 'GROUP' || type === 'BOOLEAN_OPERATION';
}

/** Frames and their kin: containers with a shape, a space and perhaps a layout of their own. */
export function isFrame(type: HostNodeType): boolean {
  return FRAMES.has(type);
}

/** Whether nodes of a type have a value at all, as `in` shows plugins. */
export function hasValue(type: HostNodeType, key: keyof NodeValues): boolean {
  switch (key) {
    case 'name':
    case 'pluginData':
    case 'relaunchData':
      return true;
    case 'characters':
    case 'fontSize':
      return type === 'TEXT';
    case 'clipsContent':
    case 'layoutMode':
    case 'itemSpacing':
    case 'paddingLeft':
    case 'paddingTop':
      return isFrame(type);
    case 'topLeftRadius':
    case 'topRightRadius':
    case 'bottomRightRadius':
    case 'bottomLeftRadius':
      return isFrame(type) || type === 'RECTANGLE';
    case 'fills':
      return type !== 'PAGE' && type !== 'GROUP';
    case 'strokes':
    case 'strokeWeight':
    case 'strokeAlign':
      return type !== 'PAGE' && type !== 'GROUP' && type !== 'SECTION';
    case 'opacity':
    case 'blendMode':
    case 'isMask':
    case 'maskType':
    case 'effects':
    case 'layoutPositioning':
    case 'constraints':
      return type !== 'PAGE' && type !== 'SECTION';
    default:
      return type !== 'PAGE';
  }
}
