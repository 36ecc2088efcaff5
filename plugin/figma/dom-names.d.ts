/** DOM types that Comlink's Endpoint names. The sandbox has no DOM and creates none of them. */
type Transferable = never;
interface Event {
  readonly data: unknown;
}
interface EventListenerObject {
  handleEvent(event: Event): void;
}
type EventListenerOrEventListenerObject = ((event: Event) => void) | EventListenerObject;
