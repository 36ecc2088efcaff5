import { useLayoutEffect, useRef } from 'preact/hooks';
import { ADJUSTMENTS, strengthsOf, type StrengthKey } from '../../engine/api/adjustments';
import { choiceOfFace, type Choices, type FaceChoice } from '../../engine/api/choices';
import { isFace, type Box, type FaceReport } from '../../engine/api/report';
import type { RetouchSettings } from '../../engine/api/settings';
import { IconButton } from '../controls/icon-button';
import { SliderField } from '../controls/slider-field';
import { changeFace, removeManualFace } from './choices-history';
import type { PreviewImage } from './viewed-picture';
import { useMessages } from '../controls/use-messages';

export interface FaceListProps {
  readonly faces: readonly FaceReport[];
  readonly original: PreviewImage | null;
  readonly settings: RetouchSettings;
  readonly choices: Choices;
  readonly onChoices: (choices: Choices) => void;
  /** Gets the face under the pointer or the focus. */
  readonly onPoint: (box: Box | null) => void;
}

/** The adjustments that a face may have of its own. */
const STRENGTHS = strengthsOf(ADJUSTMENTS) as readonly (Omit<ReturnType<typeof strengthsOf>[number], 'key'> & {
  readonly key: StrengthKey;
})[];

/** Every face of the picture: on or off, and strengths of its own. Then the boxes that add no face. */
export function FaceList(props: FaceListProps) {
  const messages = useMessages();
  const { faces } = props;
  if (faces.length === 0) return null;
  return (
    <section class="faces" aria-labelledby="faces-title">
      <h2 class="section-title" id="faces-title">
        {messages.faces}
        <span>{faces.filter(isFace).length}</span>
      </h2>
      <ul>
        {faces.map((face, index) => (
          <FaceItem key={index} {...props} face={face} index={index} />
        ))}
      </ul>
    </section>
  );
}

interface FaceItemProps extends FaceListProps {
  readonly face: FaceReport;
  readonly index: number;
}

function FaceItem(props: FaceItemProps) {
  const { face, index, original, choices, onChoices, onPoint } = props;
  const messages = useMessages();
  const choice = choiceOfFace(face.box, choices.faces);
  const skipped = face.state === 'skipped' ? face.reason : null;
  const isOn = choice?.on !== false;
  const name = isFace(face) ? messages.faceName(index + 1) : messages.boxName;
  const { manual } = face;
  return (
    <li
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
            checked={skipped === null && isOn}
            disabled={skipped !== null}
            onChange={(event) => onChoices(changeFace(choices, face.box, { on: event.currentTarget.checked }))}
          />
          {name}
        </label>
        {skipped !== null && <span class="note">{messages.faceSkipped[skipped]}</span>}
        {skipped === null && isOn && <OwnStrengths {...props} name={name} />}
        {manual !== undefined && (
          <IconButton
            icon="close"
            label={messages.removeBox(name)}
            onClick={() => onChoices(removeManualFace(choices, manual))}
          />
        )}
      </div>
      {isOn && <FaceStrengths {...props} />}
    </li>
  );
}

/** Turns strengths of its own on, beginning with those of the settings, or off. */
function OwnStrengths({ face, name, settings, choices, onChoices }: FaceItemProps & { readonly name: string }) {
  const messages = useMessages();
  const strengths = Object.fromEntries(STRENGTHS.map(({ key }) => [key, settings[key]]));
  return (
    <label class="check own" title={messages.ownStrengthsHint}>
      <input
        type="checkbox"
        checked={Object.keys(ownOf(face, choices)).length > 0}
        aria-label={`${name}: ${messages.ownStrengths}`}
        onChange={(event) =>
          onChoices(changeFace(choices, face.box, { own: event.currentTarget.checked ? strengths : {} }))
        }
      />
      {messages.ownStrengths}
    </label>
  );
}

function FaceStrengths({ face, index, settings, choices, onChoices }: FaceItemProps) {
  const messages = useMessages();
  const own = ownOf(face, choices);
  if (Object.keys(own).length === 0) return null;
  return (
    <div class="face-strengths">
      {STRENGTHS.map(({ key, unit, min, max }) => (
        <SliderField
          key={key}
          id={`face-${index}-${key}`}
          name={messages.adjustments[key].name}
          hint={messages.adjustments[key].hint}
          unit={unit}
          min={min}
          max={max}
          value={Math.round(own[key] ?? settings[key])}
          reset={Math.round(settings[key])}
          onChange={(value) => onChoices(changeFace(choices, face.box, { own: { ...own, [key]: value } }))}
        />
      ))}
    </div>
  );
}

/** Strengths that the face has of its own; none where the face follows the settings. */
function ownOf(face: FaceReport, choices: Choices): FaceChoice['own'] {
  return choiceOfFace(face.box, choices.faces)?.own ?? {};
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
