import { useRef } from 'preact/hooks';
import type { Choices } from '../../engine/api/choices';
import { SHAPE_ADJUSTMENTS, type PersonReport } from '../../engine/api/shape';
import { SliderField } from '../controls/slider-field';
import { useMessages } from '../controls/use-messages';
import { canChange, isShapeOn, partsThatStay, shapeValuesOf, withShapeValue } from './shape-values';
import { RowLine } from './row-line';

/** A person, and the name of its face in the list of faces. */
export interface NamedPerson extends PersonReport {
  readonly name: string;
}

export interface ShapeRowProps {
  readonly pictureId: string | null;
  readonly choices: Choices;
  /** The people whom the sliders change: all, or the chosen one. Null until the engine has found them. */
  readonly people: readonly NamedPerson[] | null;
  /** The user has agreed before. */
  readonly allowed: boolean;
  readonly disabled: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onAllow: () => void;
  /** @param control key of the control that is moved; left out for a press */
  readonly onChoices: (choices: Choices, control?: string) => void;
}

/** Role of its layer. */
export const SHAPE = 'shape';

/** The group Shape, below all tools: closed and off, and it asks once before its first use. */
export function ShapeRow(props: ShapeRowProps) {
  const { pictureId, choices, disabled, allowed, isOpen, onOpen, onChoices } = props;
  const messages = useMessages();
  const { shape } = messages;
  const isOn = isShapeOn(choices);
  /** The people of a picture before Shape was turned off. */
  const before = useRef<{ pictureId: string | null; people: Choices['people'] }>({ pictureId: null, people: [] });
  const toggle = (): void => {
    if (isOn) {
      before.current = { pictureId, people: choices.people };
      onChoices({ ...choices, people: [] });
    } else if (allowed && before.current.pictureId === pictureId && before.current.people.length > 0)
      onChoices({ ...choices, people: before.current.people });
    // Shape has no mild default: the sliders, or the question before them, come first.
    else onOpen(true);
  };
  return (
    <section class={`tool-row shape-row${isOn ? '' : ' off'}${isOpen ? ' open' : ''}`} data-role={SHAPE}>
      <RowLine
        role={SHAPE}
        name={shape.name}
        hint={shape.hint}
        isOn={isOn}
        isOpen={isOpen}
        disabled={disabled}
        onEye={toggle}
        onOpen={onOpen}
      >
        <span class="tool-value">{isOn ? shape.on : messages.off}</span>
      </RowLine>
      {isOpen && (
        <div class="tool-body" id="tool-shape">
          {allowed ? <ShapeBody {...props} /> : <Question {...props} />}
        </div>
      )}
    </section>
  );
}

function Question({ disabled, onAllow }: ShapeRowProps) {
  const { shape } = useMessages();
  return (
    <>
      <p class="shape-note">{shape.about}</p>
      <button type="button" class="button shape-allow" disabled={disabled} onClick={onAllow}>
        {shape.allow}
      </button>
    </>
  );
}

function ShapeBody({ choices, people, disabled, onChoices }: ShapeRowProps) {
  const { shape } = useMessages();
  if (people === null || people.length === 0)
    return (
      <p class="shape-note" aria-live="polite">
        {people === null ? shape.looking : shape.nobody}
      </p>
    );
  return (
    <>
      <StayingParts people={people} />
      {SHAPE_ADJUSTMENTS.map(({ key, min, max }) => {
        const changeable = people.filter((person) => canChange(person, key));
        const [shown = people[0]!] = changeable;
        return (
          <SliderField
            key={key}
            id={`shape-${key}`}
            name={shape.values[key].name}
            hint={shape.values[key].hint}
            unit="percent"
            value={Math.round(shapeValuesOf(shown, choices)[key])}
            min={min}
            max={max}
            reset={0}
            disabled={disabled || changeable.length === 0}
            onChange={(value) => onChoices(withShapeValue(choices, people, key, value), `shape-${key}`)}
          />
        );
      })}
      {isShapeOn(choices) && <p class="shape-note">{shape.layers}</p>}
    </>
  );
}

/** The parts that cannot be changed, with the reasons. It stands before the sliders. */
function StayingParts({ people }: { readonly people: readonly NamedPerson[] }) {
  const { shape } = useMessages();
  const lines = people.flatMap((person) =>
    [...partsThatStay(person)].map(([reason, parts]) =>
      shape.part(
        people.length > 1 ? person.name : null,
        parts.map((part) => shape.parts[part]),
        shape.reasons[reason],
      ),
    ),
  );
  if (lines.length === 0) return null;
  return (
    <div class="shape-note">
      <p>{shape.stays}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
