import { messageOf } from '../../../../ui/engine/api/message-of';
import type { LayerState, Mask } from '../model/state';
import { findLayer, withLayer } from '../model/tree';
import type { ApiWorld } from './world';

type Descriptor = Readonly<Record<string, unknown>>;

/** `action.batchPlay`: resolves with an error object for a descriptor that fails, as Photoshop does. */
export async function batchPlay(world: ApiWorld, descriptors: readonly Descriptor[]): Promise<readonly Descriptor[]> {
  world.modal.enter('batchPlay');
  return descriptors.map((descriptor) => {
    try {
      return playOne(world, descriptor);
    } catch (error) {
      return { _obj: 'error', result: -25920, message: messageOf(error) };
    }
  });
}

function playOne(world: ApiWorld, descriptor: Descriptor): Descriptor {
  const target = (descriptor['_target'] ?? []) as readonly Descriptor[];
  const property = target.find((part) => part['_property'] !== undefined)?.['_property'];
  const key = `${String(descriptor['_obj'])} ${String(property ?? '')}`.trim();
  switch (key) {
    case 'select':
      return select(world, target, descriptor['selectionModifier'] !== undefined);
    case 'make':
      return makeMask(world, descriptor);
    case 'set selection':
      return selectMask(world, descriptor['to'] as Descriptor);
    case 'set generatorSettings':
      return setData(world, target, {
        settings: { [String(descriptor['property'])]: String((descriptor['to'] as Descriptor)['json']) },
      });
    case 'set XMPMetadataAsUTF8':
      return setData(world, target, { xmp: String((descriptor['to'] as Descriptor)['XMPMetadataAsUTF8']) });
    case 'get generatorSettings': {
      const { settings } = layerIn(world, target).layer;
      const json = settings[String(descriptor['property'])];
      return json === undefined ? {} : { generatorSettings: { json } };
    }
    case 'get XMPMetadataAsUTF8':
      return { XMPMetadataAsUTF8: layerIn(world, target).layer.xmp };
    default:
      throw new Error(`the fake Photoshop does not know ${key}`);
  }
}

interface Found {
  readonly documentId: number;
  readonly layer: LayerState;
}

/** The layer of a reference; in the active document if it names none. */
function layerIn(world: ApiWorld, target: readonly Descriptor[]): Found {
  const idOf = (kind: string): unknown => target.find((part) => part['_ref'] === kind)?.['_id'];
  const documentId = idOf('document') ?? world.photoshop.active?.id;
  if (typeof documentId !== 'number') throw new Error('no document');
  return { documentId, layer: world.layerOf(documentId, Number(idOf('layer'))) };
}

function select(world: ApiWorld, target: readonly Descriptor[], adds: boolean): Descriptor {
  const { documentId, layer } = layerIn(world, target);
  const document = world.documentOf(documentId);
  document.select(adds ? [...document.state.active, layer.id] : [layer.id]);
  return {};
}

/** A mask for the selected layer of the active document. */
function makeMask(world: ApiWorld, descriptor: Descriptor): Descriptor {
  const at = descriptor['at'] as Descriptor;
  const using = descriptor['using'] as Descriptor;
  if (at['_value'] !== 'mask' || (descriptor['new'] as Descriptor)['_class'] !== 'channel')
    throw new Error('the fake Photoshop makes masks only');
  const document = world.photoshop.active;
  const [active, ...others] = document?.state.active ?? [];
  if (document === null || active === undefined || others.length > 0) throw new Error('one layer must be selected');
  const layer = findLayer(document.state.layers, active)!;
  if (layer.isBackground || layer.mask !== null) throw new Error('The command “Make” is not currently available');
  const mask = maskFrom(String(using['_value']), document.state.selection, document.form);
  document.change('make mask', {
    ...document.state,
    layers: withLayer(document.state.layers, active, (one) => ({ ...one, mask })),
    // As in Photoshop, a selection that became a mask is gone.
    selection: using['_value'] === 'revealSelection' ? null : document.state.selection,
  });
  return {};
}

/** Loads the mask of the selected layer as the selection. */
function selectMask(world: ApiWorld, { _value: channel }: Descriptor): Descriptor {
  const document = world.photoshop.active;
  const layer = document === null ? null : findLayer(document.state.layers, document.state.active[0] ?? -1);
  if (document === null || layer === null || layer.mask === null || channel !== 'mask') throw new Error('no mask');
  document.change('set selection', { ...document.state, selection: layer.mask });
  return {};
}

function maskFrom(
  kind: string,
  selection: Mask | null,
  size: { readonly width: number; readonly height: number },
): Mask {
  if (kind === 'revealSelection') {
    if (selection === null) throw new Error('there is no selection');
    return selection;
  }
  if (kind !== 'revealAll') throw new Error(`the fake Photoshop does not know ${kind}`);
  const { width, height } = size;
  return { left: 0, top: 0, width, height, data: new Uint8Array(width * height).fill(255), outside: 255 };
}

function setData(
  world: ApiWorld,
  target: readonly Descriptor[],
  data: Partial<Pick<LayerState, 'settings' | 'xmp'>>,
): Descriptor {
  const { documentId, layer } = layerIn(world, target);
  const document = world.documentOf(documentId);
  const settings = { ...layer.settings, ...data.settings };
  document.change('set', {
    ...document.state,
    layers: withLayer(document.state.layers, layer.id, (one) => ({ ...one, ...data, settings })),
  });
  return {};
}
