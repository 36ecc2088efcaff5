import type { Face } from '../faces/face';
import { contourField } from '../light/contour-field';
import type { GridPlanes } from '../light/light-field';
import { linesField } from '../light/lines-field';
import { shineField } from '../light/shine-field';
import { skinLight, type SkinLight } from '../light/skin-light';
import { tonedSkin } from '../light/skin-tone';
import { textureBase } from '../light/texture-base';
import { underEyesField } from '../light/under-eyes-field';
import { volumeField } from '../light/volume-field';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { createLazy, type Lazy } from './lazy';

/**
 * The fields of the tools that shape light, each computed on first use. Each list follows the order of the faces; null
 * for a face without skin there.
 */
export type ToolFields = {
  readonly [Tool in keyof typeof MAKERS]: Lazy<readonly ReturnType<(typeof MAKERS)[Tool]>[]>;
};

/** Computes a tool's field from the light around a face. */
const MAKERS = {
  shine: shineField,
  volume: volumeField,
  contour: contourField,
  lines: linesField,
  underEyes: underEyesField,
  texture: textureBase,
  tone: tonedSkin,
} as const satisfies Readonly<Record<string, (light: SkinLight) => GridPlanes | null>>;

export interface ToolFieldSource {
  readonly runner: NetworkRunner;
  /** The picture after healing. */
  readonly healed: () => Promise<Picture>;
  /** The faces that are retouched. */
  readonly faces: () => Promise<readonly Face[]>;
  readonly skin: Lazy<Matte>;
}

export function createToolFields({ runner, healed, faces, skin }: ToolFieldSource): ToolFields {
  const lights = createLazy(runner, async () => {
    const [picture, matte, all] = [await healed(), await skin.get(), await faces()];
    return all.map((face) => skinLight(picture, matte, face, all));
  });
  const fields = Object.entries(MAKERS).map(([key, make]) => [
    key,
    createLazy(runner, async () => (await lights.get()).map((light) => (light === null ? null : make(light)))),
  ]);
  return Object.fromEntries(fields) as unknown as ToolFields;
}
