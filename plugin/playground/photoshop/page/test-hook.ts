import type { Studio } from './studio';

declare global {
  interface Window {
    /** For tests and the console. */
    studio: Studio;
  }
}
