/** Commands that have a key. Each language names them for the list of keys. */
export const COMMANDS = [
  'next-spot',
  'previous-spot',
  'use-tool',
  'choose-spot',
  'choose-brush',
  'choose-face',
  'choose-move',
  'go-left',
  'go-right',
  'go-up',
  'go-down',
  'zoom-in',
  'zoom-out',
  'zoom-fit',
  'zoom-full',
  'tool-smaller',
  'tool-larger',
  'show-before',
  'undo',
  'redo',
] as const;
export type Command = (typeof COMMANDS)[number];
