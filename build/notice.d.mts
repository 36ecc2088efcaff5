/** The text of NOTICE as it should be now, and the packages in it. */
export function makeNotice(): Promise<{
  readonly text: string;
  readonly packages: readonly { readonly name: string; readonly license: string }[];
}>;
