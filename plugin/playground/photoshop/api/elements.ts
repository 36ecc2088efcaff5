/** The elements that a UXP script can make. Photoshop draws dialogs and webviews; the rest is text and buttons. */
export class FakeElement {
  textContent = '';
  readonly style = new Style();
  readonly children: FakeElement[] = [];
  parent: FakeElement | null = null;
  private readonly clicks: (() => void)[] = [];
  private address = '';
  private closed: () => void = () => undefined;

  constructor(
    readonly kind: string,
    private readonly screen: FakeScreen,
  ) {}

  setAttribute(): void {
    // Attributes only allow the inspector.
  }

  appendChild(child: FakeElement): void {
    child.parent = this;
    this.children.push(child);
    this.screen.onChange();
  }

  remove(): void {
    this.parent?.children.splice(this.parent.children.indexOf(this), 1);
    this.parent = null;
    this.screen.onChange();
  }

  addEventListener(_: 'click', listener: () => void): void {
    this.clicks.push(listener);
  }

  click(): void {
    for (const listener of this.clicks) listener();
  }

  get src(): string {
    return this.address;
  }

  set src(address: string) {
    this.address = address;
    this.screen.onPage(this);
  }

  /** Webviews only: sends a text to the page. Anything else becomes JSON on its way. */
  postMessage(message: unknown): void {
    this.screen.onMessage(this, typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Dialogs only. */
  uxpShowModal(): Promise<null> {
    const shown = new Promise<null>((resolve) => {
      this.closed = () => resolve(null);
    });
    this.screen.onDialog(this);
    return shown;
  }

  close(): void {
    this.closed();
  }
}

/** Values of a style sheet, by name. */
class Style {
  [name: string]: string;
}

/** The screen that shows the elements of a plugin. */
export interface FakeScreen {
  onChange(): void;
  /** A webview gets a page. */
  onPage(webview: FakeElement): void;
  /** The script sends a text to the page of a webview. */
  onMessage(webview: FakeElement, text: string): void;
  onDialog(dialog: FakeElement): void;
}
