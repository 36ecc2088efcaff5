import type { JSX } from 'preact';

const SHAPES = {
  add: 'M8 3.5v9M3.5 8h9',
  before: 'M8 2.5v11M6 4.5H3.5v7H6M10 4.5h2.5v7H10',
  caret: 'M6 4.5 9.5 8 6 11.5',
  close: 'm4.5 4.5 7 7M11.5 4.5l-7 7',
  download: 'M8 3v7m-3-2.5L8 10.5l3-3M3.5 13h9',
  eye: 'M1.8 8S4 4.2 8 4.2 14.2 8 14.2 8 12 11.8 8 11.8 1.8 8 1.8 8ZM8 9.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Z',
  eyeOff: 'M2.2 6.5C3.3 8.3 5.4 9.7 8 9.7s4.7-1.4 5.8-3.2M4.3 8.9l-1.2 1.7M8 9.7v2.1M11.7 8.9l1.2 1.7',
  frame: 'M5 2.5v11M11 2.5v11M2.5 5h11M2.5 11h11',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  group: 'M2.5 5V2.5H5M7 2.5h2M11 2.5h2.5V5M13.5 7v2M13.5 11v2.5H11M9 13.5H7M5 13.5H2.5V11M2.5 9V7',
  hand: 'M5.2 8.5V4.2a.9.9 0 0 1 1.8 0V7M7 6.5V3.2a.9.9 0 0 1 1.8 0v3.3M8.8 6.5V3.9a.9.9 0 0 1 1.8 0v3.3M10.6 7V5.4a.9.9 0 0 1 1.8 0v4.4c0 2.2-1.5 3.7-3.7 3.7-2 0-2.9-.8-3.8-2.3L3.3 8.7c-.5-.9.6-1.7 1.3-1l.6.8',
  image: 'M2.5 3.5h11v9h-11zM2.5 10.5l3-3 3.5 3.5 1.5-1.5 3 2.5M10.5 6.6a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2Z',
  lock: 'M4.5 7.5h7v5h-7zM6 7.5V5.7a2 2 0 0 1 4 0v1.8',
  minus: 'M3.5 8h9',
  moon: 'M12.8 9.6A5.2 5.2 0 0 1 6.4 3.2a5.2 5.2 0 1 0 6.4 6.4Z',
  move: 'M3.5 3.2 12.8 7 8.7 8.6 7 12.8Z',
  photo: 'M2.5 5h2.3l1-1.5h4.4l1 1.5h2.3v7.5h-11zM8 10.6a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  rectangle: 'M3 3.5h10v9H3z',
  redo: 'M10 3.5 12.5 6 10 8.5M12.5 6H6.3a3 3 0 0 0 0 6H9',
  sun: 'M8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M3.6 12.4l1-1M11.4 4.6l1-1',
  text: 'M3.5 5V3.5h9V5M8 3.5v9M6.5 12.5h3',
  undo: 'M6 3.5 3.5 6 6 8.5M3.5 6h6.2a3 3 0 0 1 0 6H7',
  unlock: 'M4.5 7.5h7v5h-7zM6 7.5V5.2a2 2 0 0 1 3.9-.6',
} as const;

export type IconName = keyof typeof SHAPES;

/**
 * A line icon of 16 × 16 css pixels in the colour of the text around it. It is hidden from screen readers, because its
 * button has the name.
 */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}

/** The plugin's mark: a disc that is half in soft light. */
export function SoftlightMark({ size = 20 }: { readonly size?: number }): JSX.Element {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      <rect width="20" height="20" rx="5" fill="#f2a58e" />
      <circle cx="10" cy="10" r="5.5" fill="#fff" fill-opacity="0.35" />
      <path d="M10 4.5a5.5 5.5 0 0 1 0 11z" fill="#fff" fill-opacity="0.9" />
    </svg>
  );
}
