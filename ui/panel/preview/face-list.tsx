import { useLayoutEffect, useRef } from 'preact/hooks';
import { ADJUSTMENTS, strengthsOf, type StrengthKey } from '../../engine/api/adjustments';
import { choiceOfFace, type Choices } from '../../engine/api/choices';
import { isFace, type Box, type FaceReport } from '../../engine/api/report';
import type { RetouchSettings } from '../../engine/api/settings';
import { IconButton } from '../controls/icon-button';
import { SliderField } from '../controls/slider-field';
import { changeFace, removeManualFace } from './choices-history';
import type { PreviewImage } from './picture-viewer';
import { useMessages } from '../controls/use-messages';

export interface FaceListProps {
  readonly faces: readonly FaceReport[];
  readonly original: PreviewImage | null;
  readonly settings: RetouchSettings;
  readonly choices: Choices;
  readonly onChoices: (choices: Choices) => void;
  /** A face is pointed at or focused. */
  readonly onPoint: (box: Box | null) => void;
}

/** The adjustments that a face may have of its own. */
const STRENGTHS = strengthsOf(ADJUSTMENTS) as readonly (Omit<ReturnType<typeof strengthsOf>[number], 'key'> & {
  readonly key: StrengthKey;
})[];

/** Every face of the picture: on or off, and strengths of its own. Then the boxes that add no face. */
export function FaceList({ faces, original, settings, choices, onChoices, onPoint }: FaceListProps) {
  const messages = useMessages();
  if (faces.length === 0) return null;
  return (
    <section class="faces" aria-labelledby="faces-title">
      <h2 class="section-title" id="faces-title">
        {messages.faces}
        <span>{faces.filter(isFace).length}</span>
      </h2>
      <ul>
        {faces.map((face, index) => {
          const choice = choiceOfFace(face.box, choices.faces);
          const skipped = face.state === 'skipped' ? face.reason : null;
          const name = isFace(face) ? messages.faceName(index + 1) : messages.boxName;
          const { manual: outlined } = face;
          const own = choice !== null && Object.keys(choice.own).length > 0;
          const change = (part: Parameters<typeof changeFace>[2]): void =>
            onChoices(changeFace(choices, face.box, part));
          return (
            <li
              key={index}
              onPointerEnter={() => onPoint(face.box)}
              onPointerLeave={() => onPoint(null)}
              onFocusCapture={() => onPoint(face.box)}
              onBlurCapture={() => onPoint(null)}
            >
              <div class="face-row">
                <FaceThumbnail box={face.box} original={original} />
                <label class="check">
                  <input
                    type="checkbox"
                    checked={skipped === null && choice?.on !== false}
                    disabled={skipped !== null}
                    onChange={(event) => change({ on: event.currentTarget.checked })}
                  />
                  {name}
                </label>
                {skipped !== null ? (
                  <span class="note">{messages.faceSkipped[skipped]}</span>
                ) : (
                  choice?.on !== false && (
                    <label class="check own" title={messages.ownStrengthsHint}>
                      <input
                        type="checkbox"
                        checked={own}
                        aria-label={`${name}: ${messages.ownStrengths}`}
                        onChange={(event) =>
                          change({
                            own: event.currentTarget.checked
                              ? Object.fromEntries(STRENGTHS.map(({ key }) => [key, settings[key]]))
                              : {},
                          })
                        }
                      />
                      {messages.ownStrengths}
                    </label>
                  )
                )}
                {outlined !== undefined && (
                  <IconButton
                    icon="close"
                    label={messages.removeBox(name)}
                    onClick={() => onChoices(removeManualFace(choices, outlined))}
                  />
                )}
              </div>
              {own && choice.on && (
                <div class="face-strengths">
                  {STRENGTHS.map(({ key, unit }) => (
                    <SliderField
                      key={key}
                      id={`face-${index}-${key}`}
                      name={messages.adjustments[key].name}
                      hint={messages.adjustments[key].hint}
                      unit={unit}
                      value={Math.round(choice.own[key] ?? settings[key])}
                      reset={Math.round(settings[key])}
                      onChange={(value) => change({ own: { ...choice.own, [key]: value } })}
                    />
                  ))}
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const THUMBNAIL = 64;

function FaceThumbnail({ box, original }: { readonly box: Box; readonly original: PreviewImage | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (context === null || context === undefined || original === null) return;
    const scale = original.bitmap.width / original.region.width;
    const side = 1.3 * Math.max(box.width, box.height);
    context.clearRect(0, 0, THUMBNAIL, THUMBNAIL);
    context.drawImage(
      original.bitmap,
      (box.x + box.width / 2 - side / 2) * scale,
      (box.y + box.height / 2 - side / 2) * scale,
      side * scale,
      side * scale,
      0,
      0,
      THUMBNAIL,
      THUMBNAIL,
    );
  }, [original, box]);
  return <canvas class="thumbnail" ref={canvas} width={THUMBNAIL} height={THUMBNAIL} aria-hidden="true" />;
}
