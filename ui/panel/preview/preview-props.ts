import type { Box } from '../../engine/api/report';
import type { ChoicesHistory } from './choices-history';
import type { PreviewTools } from './preview-tools';
import type { OpenPicture, ViewRequest } from './viewed-picture';

export interface PreviewProps {
  readonly pictureId: string;
  readonly picture: OpenPicture;
  readonly history: ChoicesHistory;
  readonly onHistory: (history: ChoicesHistory) => void;
  readonly tools: PreviewTools;
  readonly onTools: (change: Partial<PreviewTools>) => void;
  readonly subject: ViewRequest['subject'];
  readonly onSubject: (subject: ViewRequest['subject']) => void;
  /** Gets the visible part of the picture when it needs a preview of its own; null otherwise. */
  readonly onRegion: (region: Box | null) => void;
  /** A face to outline. */
  readonly face: Box | null;
}
