import { Icon, type IconName } from './icons';

export interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  /** Key of the same command, shown in the tooltip. */
  readonly shortcut?: string;
  /** For a button that stays pressed. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

export function IconButton({ icon, label, shortcut, pressed, disabled, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled ?? false}
      data-tip={shortcut === undefined ? label : `${label}  ${shortcut}`}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
