import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Choices } from '../../engine/api/choices';
import type { Command } from '../../locales/commands';
import { Icon } from '../controls/icons';
import { Segments } from '../controls/segments';
import { useMessages } from '../controls/use-messages';
import { commandOf, labelOf } from '../keyboard/shortcuts';
import { findText } from '../preview/find-text';
import { FIND_GROUPS, inGroup, markOf, samePlace, withFind, type Find, type FindGroup } from '../preview/finds';
import { cropKey } from '../preview/viewed-picture';
import type { Place } from '../preview/viewport';

export interface ReviewProps {
  readonly finds: readonly Find[];
  readonly group: FindGroup;
  readonly crops: ReadonlyMap<string, ImageBitmap>;
  readonly choices: Choices;
  readonly current: Place | null;
  readonly onGroup: (group: FindGroup | null) => void;
  readonly onCurrent: (place: Place | null) => void;
  readonly onChoices: (choices: Choices) => void;
}

/** The finds of a picture as small pictures, the likeliest blemish first. Keys heal and keep; the photo follows. */
export function Review(props: ReviewProps) {
  const { group, current, onGroup, onCurrent } = props;
  const messages = useMessages();
  const element = useRef<HTMLDivElement>(null);
  const finds = inGroup(props.finds, group);
  const at = Math.max(
    0,
    finds.findIndex(({ place }) => samePlace(place, current)),
  );
  const chosen = finds[at] ?? null;
  useEffect(() => {
    if (chosen !== null && !samePlace(chosen.place, current)) onCurrent(placeOf(chosen));
  }, [chosen?.place.x, chosen?.place.y]);
  useLayoutEffect(() => {
    const crop = element.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    crop?.scrollIntoView({ block: 'nearest' });
    // The keys of the review work in its list; choosing another group by pointer or keys stays there.
    if (document.activeElement === document.body || element.current?.contains(document.activeElement) === false)
      element.current?.querySelector<HTMLElement>('.crops')?.focus();
  }, [at, group]);
  const healed = finds.filter(({ isHealed }) => isHealed).length;
  return (
    <section class="review" aria-label={messages.reviewTitle} ref={element}>
      <div class="review-head">
        <button type="button" class="text-button back" onClick={() => onGroup(null)}>
          <Icon name="chevron" />
          {messages.reviewTitle}
        </button>
        <span>{messages.healedOf(healed, finds.length)}</span>
      </div>
      <Segments
        name="find-group"
        label={messages.reviewTitle}
        value={group}
        onChange={onGroup}
        options={FIND_GROUPS.map((value) => ({
          value,
          label: messages.findGroups(value, inGroup(props.finds, value).length),
        }))}
      />
      <Crops {...props} finds={finds} at={at} />
      {chosen !== null && <Decision {...props} finds={finds} chosen={chosen} at={at} />}
    </section>
  );
}

function placeOf({ place: { x, y } }: Find): Place {
  return { x, y };
}

type ListProps = ReviewProps & { readonly at: number };

function Crops(props: ListProps) {
  const { finds, crops, at, onCurrent } = props;
  const messages = useMessages();
  if (finds.length === 0) return <p class="review-empty">{messages.noFindsHere}</p>;
  return (
    <div
      class="crops"
      role="listbox"
      tabIndex={0}
      aria-label={messages.reviewTitle}
      aria-activedescendant={`find-${at}`}
      onKeyDown={(event) => {
        const command = event.isComposing ? null : commandOf(event, 'review');
        if (command === null || !runCommand(command, props)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {finds.map((find, index) => (
        <div
          key={cropKey(find.place)}
          id={`find-${index}`}
          class={`crop ${markOf(find)}`}
          role="option"
          aria-selected={index === at}
          aria-label={messages.spotSaid(index + 1, finds.length, findText(find, messages))}
          onClick={() => {
            if (index === at) decide(props, find, !find.isHealed);
            else onCurrent(placeOf(find));
          }}
        >
          <Crop bitmap={crops.get(cropKey(find.place))} />
          {find.isHealed && (
            <span class="tick">
              <Icon name="check" />
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

/** The network's answer about the chosen find, and the decision. */
function Decision(props: ListProps & { readonly chosen: Find }) {
  const { chosen, finds, at } = props;
  const messages = useMessages();
  return (
    <div class="decision">
      <p>
        {findText(chosen, messages)}
        {chosen.judged !== null && <span>{messages.findScore(Math.round(100 * chosen.judged))}</span>}
      </p>
      <div class="decision-buttons">
        {([true, false] as const).map((heals) => (
          <button
            key={String(heals)}
            type="button"
            class="button"
            aria-pressed={chosen.isHealed === heals}
            onClick={() => decide(props, chosen, heals)}
          >
            {heals ? messages.healFind : messages.keepFind} <kbd>{labelOf(heals ? 'heal-find' : 'keep-find')}</kbd>
          </button>
        ))}
        <span class="position">
          {at + 1} / {finds.length}
        </span>
      </div>
    </div>
  );
}

/** Takes a decision, and goes on to the next find. */
function decide({ choices, onChoices }: ReviewProps, find: Find, heals: boolean): void {
  const next = withFind(choices, find, heals);
  if (next !== choices) onChoices(next);
}

function runCommand(command: Command, props: ListProps): boolean {
  const { finds, at, onCurrent, onGroup } = props;
  const find = finds[at];
  const go = (step: number): void => {
    const to = finds[Math.min(finds.length - 1, Math.max(0, at + step))];
    if (to !== undefined) onCurrent(placeOf(to));
  };
  if (find === undefined) return false;
  switch (command) {
    case 'heal-find':
    case 'keep-find':
      decide(props, find, command === 'heal-find');
      go(1);
      return true;
    case 'toggle-find':
      decide(props, find, !find.isHealed);
      return true;
    case 'next-find':
      go(1);
      return true;
    case 'previous-find':
      go(-1);
      return true;
    case 'end-review':
      onGroup(null);
      return true;
    default:
      return false;
  }
}

function Crop({ bitmap }: { readonly bitmap: ImageBitmap | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (bitmap === undefined || canvas.current === null) return;
    const { width, height } = canvas.current;
    canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
  }, [bitmap]);
  return <canvas ref={canvas} width="112" height="112" aria-hidden="true" />;
}
