/** Names of DOM types that Comlink's Endpoint is written with. They are never made here: the sandbox has no DOM. */
type Transferable = never;
interface Event {
  readonly data: unknown;
}
interface EventListenerObject {
  handleEvent(event: Event): void;
}
type EventListenerOrEventListenerObject = ((event: Event) => void) | EventListenerObject;
