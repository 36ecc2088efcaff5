import { useState } from 'preact/hooks';
import type { AdjustmentValues } from '../../engine/api/adjustments';
import { DEFAULT_SETTINGS } from '../../engine/api/settings';
import { Icon } from '../controls/icons';
import { SliderField } from '../controls/slider-field';
import { useMessages } from '../controls/use-messages';
import type { FindCounts, FindGroup } from '../preview/finds';
import { AdjustmentField } from '../settings/adjustment-field';
import { reachOf, settingsOfReach } from '../settings/reach';
import type { ToolRow } from './tool-rows';

export interface HealBodyProps {
  readonly row: ToolRow;
  readonly values: AdjustmentValues;
  readonly disabled: boolean;
  /** Finds of the picture; null until the engine has answered. */
  readonly counts: FindCounts | null;
  readonly onReview: (group: FindGroup) => void;
  readonly onChange: (change: AdjustmentValues, control?: string) => void;
}

/** Adjustments that the reach replaces. */
const IN_REACH: ReadonlySet<string> = new Set(['heal', 'sensitivity']);

/** The tool Heal: how far it reaches, what that means for this picture, and what is rarely needed. */
export function HealBody({ row, values, disabled, counts, onReview, onChange }: HealBodyProps) {
  const messages = useMessages();
  const [more, setMore] = useState(false);
  return (
    <>
      <SliderField
        id="reach"
        name={messages.reach}
        hint={messages.reachHint}
        unit="percent"
        value={row.isOn ? reachOf(values) : 0}
        reset={reachOf(DEFAULT_SETTINGS)}
        disabled={disabled}
        onChange={(reach) => onChange(settingsOfReach(reach), 'reach')}
      />
      {counts !== null && row.isOn && <Counts counts={counts} onReview={onReview} />}
      <button type="button" class="more-button" aria-expanded={more} onClick={() => setMore(!more)}>
        <Icon name={more ? 'chevron-down' : 'chevron'} />
        {messages.moreSettings}
      </button>
      {more &&
        row.fields
          .filter(({ key }) => !IN_REACH.has(key))
          .map((field) => (
            <AdjustmentField
              key={field.key}
              field={field}
              disabled={disabled || field.disabled}
              onChange={(value) => onChange({ [field.key]: value }, typeof value === 'number' ? field.key : undefined)}
            />
          ))}
    </>
  );
}

/** "3 healed · 12 doubtful · 71 kept", with the way to look at each. */
function Counts({ counts, onReview }: Pick<HealBodyProps, 'onReview'> & { readonly counts: FindCounts }) {
  const messages = useMessages();
  const { healed, unsure, kept } = counts;
  const all = healed + unsure + kept;
  return (
    <div class={`heal-counts${unsure > 0 ? ' doubt' : ''}`}>
      <p aria-live="polite">{all === 0 ? messages.noFinds : messages.findCounts(counts)}</p>
      {all > 0 && (
        <button
          type="button"
          class="text-button"
          onClick={() => onReview(unsure > 0 ? 'unsure' : kept > 0 ? 'kept' : 'healed')}
        >
          {messages.reviewFinds}
        </button>
      )}
    </div>
  );
}
