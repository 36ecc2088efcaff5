import type { BlendMap } from '../blend/blend-map';
import { mapRows } from '../blend/map-rows';
import { stackPlanes } from '../geometry/plane-stack';
import type { SquareCrop } from '../geometry/square-crop';
import { blendLayer } from '../layers/blend-layer';
import { brightenLayer } from '../layers/brighten-layer';
import type { ComposeInput, LayerInput } from '../layers/compose';
import { flatten } from '../layers/flatten';
import type { Layer } from '../layers/layer';
import { smoothNoise } from '../networks/self-test/golden-inputs';
import { cropInput, type CropInput } from '../picture/crop-input';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../picture/picture';
import { sampleCrop } from '../picture/sample-crop';
import { guidedFilter } from '../skin/guided-filter';
import { skinView, type SkinView } from '../skin/view-row';
import type { KernelCase } from './kernel-self-test';

type TestCase<Input extends readonly unknown[], Output> = Pick<
  KernelCase<Input, Output>,
  'inputs' | 'timed' | 'findFault'
>;

/** Size of the small pictures. It is no multiple of a workgroup or a word, so the tests cover the ends of rows. */
const [WIDTH, HEIGHT] = [150, 101];
/** Rows without skin at the top and the bottom. */
const BARE = 9;
/** Side of views and maps, in cells. */
const CELLS = 48;

/**
 * The self-test of `readCrop`: crops at full size, enlarged beyond the border, and reduced; upright and rotated. The
 * tolerance is half a level.
 * @param timed side in pixels of the picture for the measurement of time
 */
export function cropCase(timed: number): TestCase<[CropInput], Float32Array> {
  const picture = noisePicture(WIDTH, HEIGHT);
  return {
    inputs: [
      [cropInput(picture, { centerX: 40, centerY: 40, side: 32, angle: 0 }, 32)],
      [cropInput(picture, { centerX: 140, centerY: 8, side: 50, angle: 0.4 }, 128)],
      [cropInput(picture, { centerX: 75, centerY: 50, side: 140, angle: -2.1 }, 25, [-1, 1])],
    ],
    timed: [
      cropInput(
        quickPicture(timed),
        { centerX: timed / 2, centerY: timed / 2, side: 0.9 * timed, angle: 0.2 },
        Math.ceil(timed / 2),
      ),
    ],
    findFault: (values, right, { range: [low, high] }) =>
      beyond(largestDifference(values, right) / (high - low), 0.5 / 255),
  };
}

/**
 * The self-test of `mergeViews`: two overlapping face views over a rotated global view, and the global view of a
 * close-up alone. The tolerance is one level. One pixel in a thousand may differ more: at the cut-off of the network's
 * matte, a small error changes a value to 0.
 * @param timed side in pixels of the picture for the measurement of time
 */
export function mergeCase(timed: number): TestCase<[Picture, SkinView, readonly SkinView[]], Matte> {
  const views = (picture: Picture, side: number): [Picture, SkinView, readonly SkinView[]] => [
    picture,
    noiseView(
      picture,
      {
        centerX: picture.width / 2,
        centerY: picture.height / 2,
        side: Math.max(picture.width, picture.height),
        angle: Math.PI / 2,
      },
      1,
    ),
    [
      noiseView(picture, { centerX: 0.6 * side, centerY: 0.5 * side, side: 0.7 * side, angle: 0.3 }, 2),
      noiseView(picture, { centerX: side, centerY: 0.6 * side, side: 0.6 * side, angle: -0.2 }, 3),
    ],
  ];
  const closeUp = (picture: Picture): [Picture, SkinView, readonly SkinView[]] => [
    picture,
    noiseView(picture, { centerX: WIDTH / 2, centerY: HEIGHT / 2, side: 1.2 * WIDTH, angle: 0.1 }, 4),
    [],
  ];
  return {
    inputs: [views(noisePicture(WIDTH, HEIGHT), 100), closeUp(noisePicture(WIDTH, HEIGHT))],
    timed: views(quickPicture(timed), 0.6 * timed),
    findFault: ({ data }, right) => {
      const wrong = data.reduce((count, value, index) => count + (Math.abs(value - right.data[index]!) > 1 ? 1 : 0), 0);
      return wrong <= data.length / 1000 ? null : `${wrong} of ${data.length} pixels differ by more than a level`;
    },
  };
}

/**
 * The self-test of `compose`: two overlapping maps at several strengths. The tolerance of the flattened picture is one
 * level. Layers must be transparent where there is no skin.
 * @param timed side in pixels of the picture for the measurement of time
 */
export function composeCase(timed: number): TestCase<[ComposeInput], readonly Layer[]> {
  const composed = (picture: Picture, side: number, even: number, brighten: number): [ComposeInput] => {
    const { width, height } = picture;
    const skin = noiseMatte(width, height);
    const [healed, holes] = healedAt(picture, 10);
    const maps = [
      noiseMap({ centerX: 0.6 * side, centerY: 0.5 * side, side: 0.7 * side, angle: 0.3 }, 4),
      noiseMap({ centerX: side, centerY: 0.5 * side, side: 0.6 * side, angle: -0.2 }, 5),
    ];
    return [
      {
        source: picture,
        healed,
        holes,
        layers: [
          { role: 'blend', blendMode: 'soft-light', opacity: even / 100, rows: blendLayer(mapRows(maps, skin)) },
          { role: 'brighten', blendMode: 'soft-light', opacity: brighten / 100, rows: brightenLayer(skin) },
        ],
      },
    ];
  };
  const picture = noisePicture(WIDTH, HEIGHT);
  return {
    inputs: [composed(picture, 100, 70, 50), composed(picture, 100, 100, 0), composed(picture, 100, 0, 100)],
    timed: composed(quickPicture(timed), 0.6 * timed, 70, 0),
    findFault: (layers, right, { source, layers: inputs }) => {
      const roles = (of: readonly Layer[]): string => of.map(({ role }) => role).join();
      if (roles(layers) !== roles(right)) return `layers are ${roles(layers)} and not ${roles(right)}`;
      if (inputs.some((input) => reachesBeyondSkin(input, layers))) return 'a layer reaches beyond skin';
      return beyond(largestDifference(flatten(source, layers).data, flatten(source, right).data), 1);
    },
  };
}

function reachesBeyondSkin({ role, rows: { source } }: LayerInput, layers: readonly Layer[]): boolean {
  const skin = source?.kind === 'map' ? source.map.skin : source?.skin;
  const layer = layers.find((one) => one.role === role);
  if (skin === undefined || layer === undefined) return false;
  return skin.data.some((value, index) => value === 0 && layer.picture.data[index * 4 + 3] !== 0);
}

/** Describes a difference beyond the tolerance; null: it is within. NaN is always beyond. */
function beyond(difference: number, tolerance: number): string | null {
  return difference <= tolerance
    ? null
    : `differs by ${difference.toPrecision(3)}; the tolerance is ${tolerance.toPrecision(3)}`;
}

/** The largest absolute difference; NaN if a value is NaN. */
function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 0; index < b.length; index++) largest = Math.max(largest, Math.abs(a[index]! - b[index]!));
  return largest;
}

/** Noise of all scales, opaque except in a corner. */
function noisePicture(width: number, height: number): Picture {
  const picture = emptyPicture(width, height);
  const planes = smoothNoise({ shape: [1, 3, height, width] }, [0, 255], 0);
  const size = width * height;
  for (let index = 0; index < size; index++) {
    picture.data.set(
      [
        planes[index]!,
        planes[size + index]!,
        planes[2 * size + index]!,
        index % width < 20 && index < size / 4 ? 130 : 255,
      ],
      index * 4,
    );
  }
  return picture;
}

/** A large picture of hashed pixels, fast to make. */
function quickPicture(side: number): Picture {
  const picture = emptyPicture(side, side);
  const pixels = new Uint32Array(picture.data.buffer);
  for (let index = 0; index < pixels.length; index++) pixels[index] = Math.imul(index, 0x9e3779b1) | 0xff000000;
  return picture;
}

/** Patches of skin with soft rims, without skin between them or in the first and last rows. */
function noiseMatte(width: number, height: number): Matte {
  const matte = emptyMatte(width, height);
  for (let y = BARE, index = y * width; y < height - BARE; y++) {
    for (let x = 0; x < width; x++, index++)
      matte.data[index] = Math.min(255, Math.max(0, 128 + 400 * Math.sin(x / 11) * Math.cos(y / 17)));
  }
  return matte;
}

/** A copy of the picture with a changed square of `side` pixels, and the matte of that square. */
function healedAt(picture: Picture, side: number): [Picture, Matte] {
  const healed: Picture = { ...picture, data: picture.data.slice() };
  const holes = emptyMatte(picture.width, picture.height);
  for (let y = 40; y < 40 + side; y++) {
    for (let x = 60; x < 60 + side; x++) {
      const index = y * picture.width + x;
      holes.data[index] = 255;
      healed.data[index * 4] = 255 - healed.data[index * 4]!;
    }
  }
  return [healed, holes];
}

function noiseView(picture: Picture, crop: SquareCrop, seed: number): SkinView {
  const coarse = {
    size: CELLS,
    data: smoothNoise({ shape: [1, 1, CELLS, CELLS] }, [-1, 2], seed).map((value) => Math.min(1, Math.max(0, value))),
  };
  return skinView(crop, coarse, guidedFilter(sampleCrop(picture, crop, CELLS), coarse, 1, 4e-4));
}

function noiseMap(crop: SquareCrop, seed: number): BlendMap {
  const planes = smoothNoise({ shape: [1, 3, CELLS, CELLS] }, [-0.6, 0.6], seed);
  return {
    crop,
    colours: stackPlanes(
      [0, 1, 2].map((channel) => ({
        size: CELLS,
        data: planes.subarray(channel * CELLS * CELLS, (channel + 1) * CELLS * CELLS),
      })),
    ),
  };
}
