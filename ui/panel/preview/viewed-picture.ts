import type { Choices, SpotPlace } from '../../engine/api/choices';
import type { Box, EngineProblem, FaceReport, Progress, SpotFind, SpotReport } from '../../engine/api/report';
import type { NetworkSetName, RetouchSettings } from '../../engine/api/settings';
import type { PersonReport } from '../../engine/api/shape';
import type { HostProblem } from '../../host-api/host-api';

/** A preview that can be drawn, and the part of the picture that it shows. */
export interface PreviewImage {
  readonly bitmap: ImageBitmap;
  readonly region: Box;
}

/** A view of the preview. `alone`: the result with one layer only. */
export type PreviewView =
  | { readonly kind: 'result' | 'solarise' | 'luminosity' | 'clipped' | 'blend' | 'mask' }
  | { readonly kind: 'alone'; readonly role: string };

/** State of the shown picture. */
export type ViewedPicture =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly progress: Progress }
  | { readonly state: 'failed'; readonly problem: EngineProblem | HostProblem }
  | {
      readonly state: 'open';
      readonly width: number;
      readonly height: number;
      /** The engine has searched for faces. Before, the photo is shown as the browser decodes it. */
      readonly analysed: boolean;
      readonly faces: readonly FaceReport[];
      /** Spots that the present settings find, whatever the user chose for them; null until the engine has answered. */
      readonly spots: readonly SpotReport[] | null;
      /** All finds with the judge's answer to the present settings. */
      readonly found: readonly SpotFind[];
      /** The people, and which of their parts Shape can change; null until they were asked for. */
      readonly people: readonly PersonReport[] | null;
      readonly original: PreviewImage | null;
      readonly after: PreviewImage | null;
      /** The part that the preview is zoomed into, drawn over the two. */
      readonly originalDetail: PreviewImage | null;
      readonly afterDetail: PreviewImage | null;
      /** The skin mask as a colour. */
      readonly mask: PreviewImage | null;
      /** Pixels of the shown part that the retouch clips; null unless they are marked. */
      readonly clipped: number | null;
      /** Small pictures of places, by `cropKey`. */
      readonly crops: ReadonlyMap<string, ImageBitmap>;
      /** A face with other settings, in the order of the request. */
      readonly tiles: readonly PreviewImage[];
      /** Progress of the networks while the view does not yet show the latest request. */
      readonly progress: Progress | null;
      /** The view does not show the latest request yet. */
      readonly busy: boolean;
    };

export type OpenPicture = Extract<ViewedPicture, { state: 'open' }>;

/** The view that the panel wants. */
export interface ViewRequest {
  readonly settings: RetouchSettings;
  readonly networks: NetworkSetName;
  readonly choices: Choices;
  /** The part that the preview is zoomed into, in picture pixels; null for the whole picture. */
  readonly region: Box | null;
  readonly view: PreviewView;
  /** The skin mask is wanted. */
  readonly mask: boolean;
  /** Places to make small pictures of. */
  readonly crops: readonly SpotPlace[];
  /** Settings to show the first face with. */
  readonly tiles: readonly RetouchSettings[];
  /** The people are wanted. */
  readonly people: boolean;
}

export function cropKey({ x, y }: { readonly x: number; readonly y: number }): string {
  return `${x} ${y}`;
}
