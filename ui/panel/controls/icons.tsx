/** Paths for 16 × 16 px with a stroke of 1.1 px, as in Figma's icons. */
const PATHS = {
  move: 'M4.5 3.5 12 8l-3.4.9L7 12.3z',
  spot: 'M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM8 1.8v1.6M8 12.6v1.6M1.8 8h1.6M12.6 8h1.6',
  brush:
    'M12.9 2.6c.6.6.5 1.3.1 1.8L8.6 9.6 6.4 7.4l5-4.7c.5-.5 1.1-.5 1.5-.1zM5.7 8.2l2.1 2.1c-.2 1.9-1.6 3.1-4.9 3 1-.7.9-1.5 1-2.6.1-1.2.8-2.2 1.8-2.5z',
  face: 'M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z',
  split: 'M8 2v12M2.5 4.5h3.2v7H2.5zM10.3 4.5h3.2v7h-3.2z',
  eye: 'M1.8 8S4 4 8 4s6.2 4 6.2 4S12 12 8 12 1.8 8 1.8 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  rings:
    'M5 7.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM11 9.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM6.8 13a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8z',
  undo: 'M5.5 3 3 5.5 5.5 8M3 5.5h6a3.5 3.5 0 0 1 3.5 3.5V12',
  redo: 'M10.5 3 13 5.5 10.5 8M13 5.5H7A3.5 3.5 0 0 0 3.5 9v3',
  skip: 'M4 4l5 4-5 4zM11.5 4v8',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  close: 'M4 4l8 8M12 4l-8 8',
  'eye-off': 'M2.2 6.6C3.4 8.6 5.5 9.8 8 9.8s4.6-1.2 5.8-3.2M4.4 9.1l-1 1.7M8 9.8v2M11.6 9.1l1 1.7',
  canvas: 'M2.5 3.5h11v9h-11zM5 10l2.2-3 1.7 2 1.1-1.3L12 10',
  chevron: 'M6.5 5l3 3-3 3',
  'chevron-down': 'M5 6.5l3 3 3-3',
  check: 'M4 8.3l2.6 2.6L12 5.4',
  view: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 2.5v11M8 5.3h4.7M8 8h5.5M8 10.7h4.7',
  mask: 'M2.5 2.5h11v11h-11zM8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
  reset: 'M4.5 5.5A4.5 4.5 0 1 1 3.5 8M4.3 2.7v2.9h2.9',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      class="icon"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.1"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} stroke-width={name === 'more' ? 1.8 : undefined} />
    </svg>
  );
}
