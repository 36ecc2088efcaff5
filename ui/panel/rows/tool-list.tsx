import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { ADJUSTMENTS, isStrength, type Adjustment, type AdjustmentValues } from '../../engine/api/adjustments';
import { useMessages } from '../controls/use-messages';
import { onlyLayer, onValue } from '../settings/layer-values';
import { HealBody, type HealBodyProps } from './heal-body';
import { ToolRowView } from './tool-row';
import { toolRows, type ToolRow } from './tool-rows';

export interface ToolListProps {
  /** The values of all faces, or of the chosen one. */
  readonly values: AdjustmentValues;
  /** One face is chosen: only strengths can differ from those of the picture. */
  readonly isFace: boolean;
  readonly disabled: boolean;
  readonly openRow: string | null;
  readonly onOpen: (role: string | null) => void;
  /** @param control key of the control that is moved; left out for a press */
  readonly onChange: (change: AdjustmentValues, control?: string) => void;
  readonly heal: Pick<HealBodyProps, 'counts' | 'onReview'>;
  /** Groups below the tools. */
  readonly children?: ComponentChildren;
  /** Left out: the product's own. */
  readonly adjustments?: readonly Adjustment[];
}

/** Role of the layer with a body of its own. */
const HEAL = 'heal';

/** A row for each layer of the table of adjustments. */
export function ToolList(props: ToolListProps) {
  const { values, isFace, disabled, openRow, onOpen, onChange, heal, adjustments = ADJUSTMENTS } = props;
  const messages = useMessages();
  /** Values before a layer was turned off, by key. */
  const lastOn = useRef(new Map<string, string | number | boolean>());
  /** Values before all other layers were turned off. */
  const beforeOnly = useRef<AdjustmentValues | null>(null);
  const rows = toolRows(adjustments, values, messages.adjustments, isFace);
  const toggle = ({ main, isOn }: ToolRow): void => {
    const { key } = main;
    if (isOn && values[key] !== undefined) lastOn.current.set(key, values[key]);
    const next = isOn ? main.off : onValue(main, lastOn.current.get(key));
    if (next !== undefined) onChange({ [key]: next });
  };
  const only = (row: ToolRow): void => {
    const shown = onlyLayer(values, row.role, adjustments);
    const isOnly = rows.every((other) => other.isOn === (other.role === row.role));
    onChange(isOnly && beforeOnly.current !== null ? beforeOnly.current : shown);
    beforeOnly.current = isOnly ? null : values;
  };
  return (
    <div class="tool-list" role="group" aria-label={messages.toolList}>
      {rows.map((row) => (
        <ToolRowView
          key={row.role}
          row={row}
          value={row.role === HEAL && heal.counts !== null ? messages.healedCount(heal.counts.healed) : row.value}
          isOpen={openRow === row.role}
          disabled={disabled || (isFace && !isStrength(row.main))}
          onOpen={(open) => onOpen(open ? row.role : null)}
          onToggle={() => toggle(row)}
          onOnly={() => only(row)}
          onChange={(key, value) => onChange({ [key]: value }, typeof value === 'number' ? key : undefined)}
        >
          {row.role === HEAL ? (
            <HealBody {...heal} row={row} values={values} disabled={disabled || isFace} onChange={onChange} />
          ) : undefined}
        </ToolRowView>
      ))}
      {props.children}
    </div>
  );
}
