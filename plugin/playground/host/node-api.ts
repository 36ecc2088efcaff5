import { isWithinInstance, type HostDocument } from './document';
import { moveTo } from './auto-layout';
import { rotationOf } from '../../geometry/affine';
import { absoluteBounds, absoluteTransform, ownTransform, sizeOf, withRotation } from './geometry';
import { hasValue, isBracket, isContainer, type HostNode, type NodeValues } from './node';

/** A node or an image on its way to the VM. */
export interface NodeRef {
  readonly $node: string;
}

export type ExportNode = (node: HostNode, settings: unknown) => Promise<Uint8Array>;

/** The largest plugin data entry, in bytes of key and value. */
const LARGEST_PLUGIN_DATA = 100_000;

const READ_ONLY = new Set([
  'id',
  'type',
  'parent',
  'children',
  'removed',
  'width',
  'height',
  'absoluteTransform',
  'absoluteBoundingBox',
]);
const METHODS = new Set([
  'remove',
  'clone',
  'insertChild',
  'appendChild',
  'resize',
  'exportAsync',
  'getPluginData',
  'setPluginData',
  'getPluginDataKeys',
  'setRelaunchData',
  'getRelaunchData',
  'findAllWithCriteria',
]);
const CONTAINER_METHODS = new Set(['insertChild', 'appendChild', 'findAllWithCriteria']);

/** Nodes as the plugin API shows them: which members a node has, their values, their methods. */
export class NodeApi {
  constructor(
    private readonly document: HostDocument,
    private readonly exportNode: ExportNode,
  ) {}

  kind(id: string, key: string): 'value' | 'method' | 'none' {
    const node = this.document.find(id);
    if (node === null) return key === 'id' || key === 'removed' ? 'value' : METHODS.has(key) ? 'method' : 'value';
    if (METHODS.has(key)) return CONTAINER_METHODS.has(key) && !isContainer(node.type) ? 'none' : 'method';
    switch (key) {
      case 'id':
      case 'type':
      case 'parent':
      case 'removed':
        return 'value';
      case 'children':
        return isContainer(node.type) ? 'value' : 'none';
      case 'selection':
        return node.type === 'PAGE' ? 'value' : 'none';
      case 'x':
      case 'y':
      case 'absoluteTransform':
      case 'absoluteBoundingBox':
        return node.type === 'PAGE' ? 'none' : 'value';
      case 'rotation':
        return hasValue(node.type, 'opacity') ? 'value' : 'none';
      case 'cornerRadius':
        return hasValue(node.type, 'topLeftRadius') ? 'value' : 'none';
      default:
        return hasValue(node.type, key as keyof NodeValues) && key in node.values ? 'value' : 'none';
    }
  }

  get(id: string, key: string): unknown {
    const node = this.document.find(id);
    if (key === 'removed') return node === null;
    if (key === 'id') return id;
    if (node === null) throw new Error(`in get_${key}: The node with id "${id}" does not exist`);
    const { values } = node;
    switch (key) {
      case 'type':
        return node.type;
      case 'parent':
        return node.type === 'PAGE' ? null : refOf(node.parent);
      case 'children':
        return node.children.map(refOf);
      case 'selection':
        return this.document.selection.map(refOf);
      case 'width':
        return sizeOf(node).width;
      case 'height':
        return sizeOf(node).height;
      case 'relativeTransform':
        return ownTransform(node);
      case 'absoluteTransform':
        return absoluteTransform(node);
      case 'absoluteBoundingBox':
        return absoluteBounds(node);
      case 'x':
        return ownTransform(node)[0][2];
      case 'y':
        return ownTransform(node)[1][2];
      case 'rotation':
        return rotationOf(ownTransform(node));
      case 'cornerRadius': {
        const radii = [values.topLeftRadius, values.topRightRadius, values.bottomRightRadius, values.bottomLeftRadius];
        return radii.every((radius) => radius === radii[0]) ? radii[0] : { $mixed: true };
      }
      default:
        return values[key as keyof NodeValues];
    }
  }

  set(id: string, key: string, value: unknown): void {
    const node = this.alive(id, `set_${key}`);
    if (READ_ONLY.has(key)) throw new Error(`in set_${key}: "${key}" is read-only`);
    if (node.type === 'PAGE' && key === 'selection') {
      this.document.select((value as readonly NodeRef[]).map((ref) => ref.$node));
      return;
    }
    if (this.kind(id, key) !== 'value') throw new Error(`in set_${key}: object is not extensible`);
    if (isWithinInstance(node) && (key === 'relativeTransform' || key === 'x' || key === 'y')) {
      throw new Error(`in set_${key}: This property cannot be overriden in an instance`);
    }
    switch (key) {
      case 'x':
      case 'y':
      case 'relativeTransform':
        this.move(node, key, value);
        return;
      case 'rotation':
        this.document.set(node, { relativeTransform: withRotation(node.values.relativeTransform, value as number) });
        return;
      case 'cornerRadius': {
        const radius = value as number;
        this.document.set(node, {
          topLeftRadius: radius,
          topRightRadius: radius,
          bottomRightRadius: radius,
          bottomLeftRadius: radius,
        });
        return;
      }
      case 'layoutPositioning':
        if (value === 'ABSOLUTE' && !this.isInAutoLayout(node)) {
          throw new Error(
            'in set_layoutPositioning: Can only set layoutPositioning = ABSOLUTE if the parent node has layoutMode !== NONE',
          );
        }
        break;
      case 'fills':
        this.checkFills(value as readonly Paint[]);
        break;
      case 'opacity':
        if (typeof value !== 'number' || value < 0 || value > 1)
          throw new Error('in set_opacity: Property "opacity" failed validation: Number must be between 0 and 1');
        break;
      default:
    }
    this.document.set(node, { [key]: value } as Partial<NodeValues>);
  }

  call(id: string, method: string, args: readonly unknown[]): unknown {
    const node = this.alive(id, method);
    switch (method) {
      case 'remove':
        this.document.remove(node);
        return undefined;
      case 'clone':
        return refOf(this.document.clone(node));
      case 'insertChild':
        this.document.insert(node, args[0] as number, this.alive((args[1] as NodeRef).$node, method));
        return undefined;
      case 'appendChild':
        this.document.insert(node, node.children.length, this.alive((args[0] as NodeRef).$node, method));
        return undefined;
      case 'resize': {
        const [width, height] = args as readonly number[];
        if (!(width! >= 0.01) || !(height! >= 0.01))
          throw new Error('in resize: Expected width and height to be at least 0.01');
        this.document.set(node, { width: width!, height: height! });
        return undefined;
      }
      case 'exportAsync':
        return this.exportNode(node, args[0]);
      case 'getPluginData':
        return node.values.pluginData[args[0] as string] ?? '';
      case 'getPluginDataKeys':
        return Object.keys(node.values.pluginData);
      case 'setPluginData':
        this.setPluginData(node, args[0] as string, args[1] as string);
        return undefined;
      case 'getRelaunchData':
        return node.values.relaunchData;
      case 'setRelaunchData':
        this.document.set(node, { relaunchData: args[0] as Record<string, string> });
        return undefined;
      case 'findAllWithCriteria':
        return findAll(node, args[0] as Criteria).map(refOf);
      default:
        throw new Error(`in ${method}: the playground does not know this method`);
    }
  }

  private move(node: HostNode, key: 'x' | 'y' | 'relativeTransform', value: unknown): void {
    const [[a, c, x], [b, d, y]] = ownTransform(node);
    const transform: Transform =
      key === 'relativeTransform'
        ? (value as Transform)
        : key === 'x'
          ? [
              [a, c, value as number],
              [b, d, y],
            ]
          : [
              [a, c, x],
              [b, d, value as number],
            ];
    if (isBracket(node.type)) moveTo(node, transform[0][2], transform[1][2]);
    else this.document.set(node, { relativeTransform: transform });
  }

  private setPluginData(node: HostNode, key: string, value: string): void {
    if (key.length + value.length > LARGEST_PLUGIN_DATA)
      throw new Error('in setPluginData: the entry is larger than 100 kB');
    const { [key]: _, ...rest } = node.values.pluginData;
    this.document.set(node, { pluginData: value === '' ? rest : { ...rest, [key]: value } });
  }

  private checkFills(paints: readonly Paint[]): void {
    for (const paint of paints) {
      if (paint.type === 'IMAGE' && paint.imageHash !== null && this.document.image(paint.imageHash) === null) {
        throw new Error('in set_fills: Invalid image hash');
      }
    }
  }

  private isInAutoLayout(node: HostNode): boolean {
    return node.parent !== null && node.parent.values.layoutMode !== 'NONE';
  }

  private alive(id: string, member: string): HostNode {
    const node = this.document.find(id);
    if (node === null) throw new Error(`in ${member}: The node with id "${id}" does not exist`);
    return node;
  }
}

interface Criteria {
  readonly types?: readonly string[];
  readonly pluginData?: { readonly keys?: readonly string[] };
}

/** All nodes inside another that have one of the types and one of the plugin data keys; parents come before their children. */
function findAll(container: HostNode, criteria: Criteria): HostNode[] {
  const { types, pluginData } = criteria;
  const fits = ({ type, values }: HostNode): boolean => {
    const keys = Object.keys(values.pluginData);
    return (
      (types?.includes(type) ?? true) &&
      (pluginData === undefined || (pluginData.keys?.some((key) => keys.includes(key)) ?? keys.length > 0))
    );
  };
  return container.children.flatMap((child) => [...(fits(child) ? [child] : []), ...findAll(child, criteria)]);
}

export function refOf(node: HostNode | null): NodeRef | null {
  return node === null ? null : { $node: node.id };
}
