import { layerKind } from '../../ui/engine/api/layer-kinds';
import type { LayerBlendMode } from '../../ui/engine/api/layer-kinds';
import type { PictureData, RawPicture } from '../../ui/engine/api/picture-data';
import type { PictureResult } from '../../ui/host-api/host-api';
import { play } from './batch-play';
import type { CanvasBox } from './box';
import { layerById, siblingsOf } from './layer-tree';
import { constants } from './modules';
import { boxOf, sourceNameOf, type Source } from './sources';
import { writePixels } from './write-pixels';

/** Role of the flattened picture. The engine's own layers have other roles. */
const RETOUCHED = 'retouched';

/** A layer to make. */
interface NewLayer {
  readonly role: string;
  readonly name: string;
  readonly blendMode: LayerBlendMode;
  /** 0–1. */
  readonly opacity: number;
  readonly visible: boolean;
  /** Place on the canvas. */
  readonly box: CanvasBox;
  readonly picture: RawPicture;
}

/** A group that was made, and the role of each of its layers by id. */
export interface MadeGroup {
  readonly group: PsLayer;
  readonly roles: ReadonlyMap<number, string>;
}

export const HISTORY_NAME = 'Softlight retouch';

/**
 * Makes the group of a source above a layer of the document, with its layers bottom first. Runs in the modal state, with
 * the document active. The layers hold pixels only where the engine changes the source, so they never reach beyond its
 * opaque pixels.
 */
export async function makeGroup(
  context: PsExecutionContext,
  source: Source,
  result: PictureResult,
  above: PsLayer,
): Promise<MadeGroup> {
  const { document } = source;
  const clipped = mustBeClipped(source);
  const made = await document.createLayerGroup({ name: `Retouch · ${sourceNameOf(source)}` });
  const group = known(document, made.id);
  group.move(above, constants.ElementPlacement.PLACEBEFORE);
  group.blendMode = constants.BlendMode.PASSTHROUGH;
  const roles = new Map<number, string>();
  let below: PsLayer | null = null;
  for (const content of contentsOf(source, result)) {
    const layer = await makeLayer(context, document, content);
    if (below === null) layer.move(group, constants.ElementPlacement.PLACEINSIDE);
    else layer.move(below, constants.ElementPlacement.PLACEBEFORE);
    if (content.blendMode === 'soft-light') await addMask(layer.id, 'revealAll');
    layer.visible = content.visible;
    roles.set(layer.id, content.role);
    below = layer;
  }
  if (document.selection.bounds !== null) await addSelectionMask(group.id);
  if (clipped) group.isClippingMask = true;
  return { group, roles };
}

/** The layers of a result, bottom first. With a flattened picture the other layers are hidden. */
function contentsOf(source: Source, { width, height, layers, flattened }: PictureResult): NewLayer[] {
  const origin = boxOf(source);
  const own = layers.map(({ role, blendMode, opacity, image, ...box }): NewLayer => ({
    role,
    name: layerKind(role).name,
    blendMode,
    opacity,
    visible: flattened === null,
    box: { x: origin.x + box.x, y: origin.y + box.y, width: box.width, height: box.height },
    picture: pixelsOf(image),
  }));
  if (flattened === null) return own;
  const whole: NewLayer = {
    role: RETOUCHED,
    name: 'Retouched',
    blendMode: 'normal',
    opacity: 1,
    visible: true,
    box: { x: origin.x, y: origin.y, width, height },
    picture: pixelsOf(flattened),
  };
  return [...own, whole];
}

function pixelsOf(picture: PictureData): RawPicture {
  if (picture.kind === 'file' || picture.channels !== 4) throw new TypeError('Photoshop takes raw RGBA pixels');
  return picture;
}

async function makeLayer(context: PsExecutionContext, document: PsDocument, content: NewLayer): Promise<PsLayer> {
  const { id } = await document.createPixelLayer({ name: content.name });
  // A layer that was just made is known to `imaging` only when it is taken from the document again.
  const layer = known(document, id);
  await writePixels(
    context,
    {
      documentID: document.id,
      layerID: id,
      box: content.box,
      form: {
        depth: document.bitsPerChannel === 'bitDepth16' ? 16 : 8,
        isGrey: document.mode === 'grayscaleMode',
      },
      blendMode: content.blendMode,
      commandName: HISTORY_NAME,
    },
    content.picture,
  );
  // One by one: a single `set` of all of them applied only some.
  layer.blendMode = content.blendMode === 'soft-light' ? constants.BlendMode.SOFTLIGHT : constants.BlendMode.NORMAL;
  layer.opacity = Math.round(content.opacity * 100);
  return layer;
}

function known(document: PsDocument, id: number): PsLayer {
  const layer = layerById(document, id);
  if (layer === null) throw new Error(`the new layer ${id} is missing`);
  return layer;
}

/** Adds a mask: white, or the selection. Photoshop takes it for the selected layer only. */
async function addMask(layerID: number, from: 'revealAll' | 'revealSelection'): Promise<void> {
  await play([
    { _obj: 'select', _target: [{ _ref: 'layer', _id: layerID }], makeVisible: false },
    {
      _obj: 'make',
      new: { _class: 'channel' },
      at: { _ref: 'channel', _enum: 'channel', _value: 'mask' },
      using: { _enum: 'userMaskEnabled', _value: from },
    },
  ]);
}

/** Makes a mask of the selection. Photoshop drops a selection that became a mask, so it is loaded again from there. */
async function addSelectionMask(layerID: number): Promise<void> {
  await addMask(layerID, 'revealSelection');
  await play([
    {
      _obj: 'set',
      _target: [{ _ref: 'channel', _property: 'selection' }],
      to: { _ref: 'channel', _enum: 'channel', _value: 'mask' },
    },
  ]);
}

/**
 * Whether the group must be clipped to its source: where the source does not fill the canvas; where its opacity or
 * blend mode acts on what is clipped to it too; and where a row of clipped layers would otherwise be cut in two. See
 * docs/decisions/0060.
 */
function mustBeClipped(source: Source): boolean {
  if (source.kind === 'composite' || source.layer.isBackgroundLayer) return false;
  const { document, layer } = source;
  const { x, y, width, height } = boxOf(source);
  const fills = x === 0 && y === 0 && width === document.width && height === document.height;
  const isPlain = layer.opacity === 100 && layer.blendMode === constants.BlendMode.NORMAL && !layer.isClippingMask;
  const siblings = siblingsOf(document, layer);
  const above = siblings[siblings.findIndex(({ id }) => id === layer.id) - 1];
  return !fills || !isPlain || above?.isClippingMask === true;
}

/** Selects layers of the active document; the ones that are gone are left out. */
export async function selectLayers(document: PsDocument, ids: readonly number[]): Promise<void> {
  const there = ids.filter((id) => layerById(document, id) !== null);
  await play(
    there.map((id, index) => ({
      _obj: 'select',
      _target: [{ _ref: 'layer', _id: id }],
      makeVisible: false,
      ...(index === 0 ? {} : { selectionModifier: { _enum: 'selectionModifierType', _value: 'addToSelection' } }),
    })),
  );
}
