import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Choices } from '../../engine/api/choices';
import { isFace, type Box, type FaceReport } from '../../engine/api/report';
import { IconButton } from '../controls/icon-button';
import { useMessages } from '../controls/use-messages';
import { changeFace, removeManualFace } from '../preview/change-choices';
import type { PreviewImage } from '../preview/viewed-picture';
import type { Place } from '../preview/viewport';
import { isFaceOn, ownOf } from './own-values';

export interface FaceStripProps {
  /** In reading order. */
  readonly faces: readonly FaceReport[];
  /** The face whose values the rows show; null: all. */
  readonly chosen: FaceReport | null;
  readonly original: PreviewImage | null;
  readonly choices: Choices;
  readonly onChoose: (place: Place | null) => void;
  readonly onChoices: (choices: Choices) => void;
  /** Gets the face under the pointer or the focus. */
  readonly onPoint: (box: Box | null) => void;
}

/** All faces, then each as a round picture: from two faces on, or for a box that the designer drew. */
export function FaceStrip(props: FaceStripProps) {
  const { faces, chosen, choices, onChoose } = props;
  const messages = useMessages();
  if (faces.length < 2 && faces.every(({ manual }) => manual === undefined)) return null;
  return (
    <section class="faces" aria-label={messages.faces}>
      <ul>
        <li>
          <button type="button" class="text-button" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
            {messages.allFaces}
          </button>
        </li>
        {faces.map((face, index) => (
          <FaceItem key={index} {...props} face={face} name={nameOf(face, index, messages)} />
        ))}
      </ul>
      {chosen !== null && (
        <ChosenFace {...props} face={chosen} name={nameOf(chosen, faces.indexOf(chosen), messages)} />
      )}
      <p class="visually-hidden" aria-live="polite">
        {chosen === null
          ? ''
          : messages.faceChosen(nameOf(chosen, faces.indexOf(chosen), messages), isFaceOn(chosen, choices))}
      </p>
    </section>
  );
}

function nameOf(face: FaceReport, index: number, messages: ReturnType<typeof useMessages>): string {
  return isFace(face) ? messages.faceName(index + 1) : messages.boxName;
}

type ItemProps = FaceStripProps & { readonly face: FaceReport; readonly name: string };

function FaceItem({ face, name, chosen, original, choices, onChoose, onPoint }: ItemProps) {
  const messages = useMessages();
  const hasOwn = Object.keys(ownOf(face, choices)).length > 0;
  const note = face.state === 'skipped' ? messages.faceSkipped[face.reason] : null;
  const isOff = note !== null || !isFaceOn(face, choices);
  const { x, y, width, height } = face.box;
  const said = [name, note, hasOwn ? messages.ownSettings : null].filter((part) => part !== null).join(', ');
  return (
    <li
      onPointerEnter={() => onPoint(face.box)}
      onPointerLeave={() => onPoint(null)}
      onFocusCapture={() => onPoint(face.box)}
      onBlurCapture={() => onPoint(null)}
    >
      <button
        type="button"
        class={`face${isOff ? ' off' : ''}${hasOwn ? ' own' : ''}`}
        aria-label={said}
        aria-pressed={face === chosen}
        data-tip={said}
        onClick={() => onChoose(face === chosen ? null : { x: x + width / 2, y: y + height / 2 })}
      >
        <FaceThumbnail box={face.box} original={original} />
      </button>
    </li>
  );
}

/** Actions on the chosen face. Its values stand in the rows. */
function ChosenFace({ face, name, choices, onChoices, onChoose }: ItemProps) {
  const messages = useMessages();
  const skipped = face.state === 'skipped' ? face.reason : null;
  const { manual } = face;
  const hasOwn = Object.keys(ownOf(face, choices)).length > 0;
  return (
    <div class="chosen-face">
      <label class="check">
        <input
          type="checkbox"
          checked={skipped === null && isFaceOn(face, choices)}
          disabled={skipped !== null}
          onChange={(event) => onChoices(changeFace(choices, face.box, { on: event.currentTarget.checked }))}
        />
        {messages.retouchFace(name)}
      </label>
      {skipped !== null && <span class="note">{messages.faceSkipped[skipped]}</span>}
      {hasOwn && (
        <button type="button" class="text-button" onClick={() => onChoices(changeFace(choices, face.box, { own: {} }))}>
          {messages.followAll}
        </button>
      )}
      {manual !== undefined && (
        <IconButton
          icon="close"
          label={messages.removeBox(name)}
          onClick={() => {
            onChoose(null);
            onChoices(removeManualFace(choices, manual));
          }}
        />
      )}
    </div>
  );
}

const THUMBNAIL = 64;
/** Side of a thumbnail in face boxes. */
const AROUND = 1.3;

function FaceThumbnail({ box, original }: { readonly box: Box; readonly original: PreviewImage | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (context === null || context === undefined || original === null) return;
    const scale = original.bitmap.width / original.region.width;
    const side = AROUND * Math.max(box.width, box.height);
    const [left, top] = [box.x + box.width / 2 - side / 2, box.y + box.height / 2 - side / 2];
    context.clearRect(0, 0, THUMBNAIL, THUMBNAIL);
    context.drawImage(
      original.bitmap,
      ...([left * scale, top * scale, side * scale, side * scale] as const),
      ...([0, 0, THUMBNAIL, THUMBNAIL] as const),
    );
  }, [original, box]);
  return <canvas class="thumbnail" ref={canvas} width={THUMBNAIL} height={THUMBNAIL} aria-hidden="true" />;
}
