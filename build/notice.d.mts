/** The text that NOTICE should have now, and the packages in it. */
export function makeNotice(): Promise<{
  readonly text: string;
  readonly packages: readonly { readonly name: string; readonly license: string }[];
}>;
