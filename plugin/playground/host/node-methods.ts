import type { HostDocument } from './document';
import { isContainer, type HostNode, type HostNodeType } from './node';
import { refOf, type NodeRef } from './node-ref';

/** Encodes a node as a file. `settings` are exportAsync's. */
export type ExportNode = (node: HostNode, settings: unknown) => Promise<Uint8Array>;

/** The objects that a method acts on. */
export interface MethodContext {
  readonly document: HostDocument;
  readonly exportNode: ExportNode;
  /** The node of a reference. Throws, in the method's name, if the node was removed. */
  readonly nodeOf: (ref: NodeRef, method: string) => HostNode;
}

type Method = (context: MethodContext, node: HostNode, args: readonly unknown[]) => unknown;

/** The largest plugin data entry, in characters of key and value. */
const LARGEST_PLUGIN_DATA = 100_000;
/** The smallest side that `resize` takes, in canvas units. */
const SMALLEST_SIDE = 0.01;

const CONTAINER_METHODS: Readonly<Record<string, Method>> = {
  insertChild: ({ document, nodeOf }, node, [index, child]) =>
    document.insert(node, index as number, nodeOf(child as NodeRef, 'insertChild')),
  appendChild: ({ document, nodeOf }, node, [child]) =>
    document.insert(node, node.children.length, nodeOf(child as NodeRef, 'appendChild')),
  findAllWithCriteria: (_, node, [criteria]) => findAll(node, criteria as Criteria).map(refOf),
};

const METHODS: Readonly<Record<string, Method>> = {
  ...CONTAINER_METHODS,
  remove: ({ document }, node) => document.remove(node),
  clone: ({ document }, node) => refOf(document.clone(node)),
  resize: ({ document }, node, args) => resize(document, node, args as readonly [number, number]),
  exportAsync: ({ exportNode }, node, [settings]) => exportNode(node, settings),
  getPluginData: (_, node, [key]) => node.values.pluginData[key as string] ?? '',
  getPluginDataKeys: (_, node) => Object.keys(node.values.pluginData),
  setPluginData: ({ document }, node, [key, value]) => setPluginData(document, node, key as string, value as string),
  getRelaunchData: (_, node) => node.values.relaunchData,
  setRelaunchData: ({ document }, node, [data]) => document.set(node, { relaunchData: data as Record<string, string> }),
};

/** Whether nodes of a type have a method; null stands for a removed node, which shows every method. */
export function hasMethod(type: HostNodeType | null, name: string): boolean {
  if (!Object.hasOwn(METHODS, name)) return false;
  return type === null || isContainer(type) || !Object.hasOwn(CONTAINER_METHODS, name);
}

/** Whether nodes of every type have this method. */
export function isMethodOfEveryNode(name: string): boolean {
  return Object.hasOwn(METHODS, name) && !Object.hasOwn(CONTAINER_METHODS, name);
}

/**
 * Calls a node's method. Returns plain data, references or a promise of bytes.
 * @throws with Figma's text where Figma refuses the call
 */
export function callMethod(context: MethodContext, node: HostNode, name: string, args: readonly unknown[]): unknown {
  if (!Object.hasOwn(METHODS, name)) throw new Error(`in ${name}: the playground does not know this method`);
  return METHODS[name]!(context, node, args);
}

function resize(document: HostDocument, node: HostNode, [width, height]: readonly [number, number]): void {
  if (!(width >= SMALLEST_SIDE) || !(height >= SMALLEST_SIDE))
    throw new Error('in resize: Expected width and height to be at least 0.01');
  document.set(node, { width, height });
}

function setPluginData(document: HostDocument, node: HostNode, key: string, value: string): void {
  if (key.length + value.length > LARGEST_PLUGIN_DATA)
    throw new Error('in setPluginData: the entry is larger than 100 kB');
  const { [key]: _, ...rest } = node.values.pluginData;
  document.set(node, { pluginData: value === '' ? rest : { ...rest, [key]: value } });
}

interface Criteria {
  readonly types?: readonly string[];
  readonly pluginData?: { readonly keys?: readonly string[] };
}

/** All nodes inside a container that have one of the types and one of the data keys; parents before their children. */
function findAll(container: HostNode, criteria: Criteria): HostNode[] {
  return container.children.flatMap((child) => [
    ...(meets(child, criteria) ? [child] : []),
    ...findAll(child, criteria),
  ]);
}

function meets({ type, values }: HostNode, { types, pluginData }: Criteria): boolean {
  if (types !== undefined && !types.includes(type)) return false;
  if (pluginData === undefined) return true;
  const keys = Object.keys(values.pluginData);
  return pluginData.keys?.some((key) => keys.includes(key)) ?? keys.length > 0;
}
