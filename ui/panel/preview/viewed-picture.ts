import type { Choices } from '../../engine/api/choices';
import type { PreviewSubject } from '../../engine/api/engine-api';
import type { Box, EngineProblem, FaceReport, Progress, SpotReport } from '../../engine/api/report';
import type { NetworkSetName, RetouchSettings } from '../../engine/api/settings';
import type { HostProblem } from '../../host-api/host-api';

/** A preview that can be drawn, and the part of the picture that it shows. */
export interface PreviewImage {
  readonly bitmap: ImageBitmap;
  readonly region: Box;
}

/** State of the shown picture. */
export type ViewedPicture =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly progress: Progress }
  | { readonly state: 'failed'; readonly problem: EngineProblem | HostProblem }
  | {
      readonly state: 'open';
      readonly width: number;
      readonly height: number;
      readonly faces: readonly FaceReport[];
      /** Spots that the present settings find, whatever the user chose for them; null until the engine has answered. */
      readonly spots: readonly SpotReport[] | null;
      readonly original: PreviewImage | null;
      readonly after: PreviewImage | null;
      /** The part that the preview is zoomed into, drawn over the two. */
      readonly originalDetail: PreviewImage | null;
      readonly afterDetail: PreviewImage | null;
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
  readonly subject: Exclude<PreviewSubject, 'original'>;
}
