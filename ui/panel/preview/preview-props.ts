import type { Choices } from '../../engine/api/choices';
import type { Box } from '../../engine/api/report';
import type { RetouchSettings } from '../../engine/api/settings';
import type { Command } from '../../locales/commands';
import type { PictureTools, PreviewTools } from './preview-tools';
import type { OpenPicture, PreviewView } from './viewed-picture';
import type { Place } from './viewport';

/** The picture and its tools, for everything that lies on the canvas. */
export interface CanvasProps {
  readonly picture: OpenPicture;
  readonly settings: RetouchSettings;
  readonly choices: Choices;
  readonly onChoices: (choices: Choices) => void;
  readonly tools: PictureTools;
  readonly onTools: (change: Partial<PreviewTools>) => void;
  readonly view: PreviewView;
  /** A setting is being moved: marks would hide what changes. */
  readonly isMoving: boolean;
  /** Gets the visible part of the picture when it needs a preview of its own; null otherwise. */
  readonly onRegion: (region: Box | null) => void;
  /** A face to outline. */
  readonly face: Box | null;
  /** Gets a point in the face that was clicked; null for a click beside the faces. */
  readonly onFace: (place: Place | null) => void;
  /** Finds are reviewed: the picture is enlarged at the current one. */
  readonly isReview: boolean;
  /** Place of the find that the keyboard or the review has chosen. */
  readonly currentFind: Place | null;
  readonly onFind: (place: Place | null) => void;
  /** Gets the commands of keys that the canvas does not know. */
  readonly onCommand: (command: Command) => boolean;
}
