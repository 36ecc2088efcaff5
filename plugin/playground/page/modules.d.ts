// How the bundler hands over files that are no code.
declare module '*.css' {
  const text: string;
  export default text;
}

declare module '@jitl/quickjs-wasmfile-release-sync/wasm' {
  const bytes: Uint8Array;
  export default bytes;
}
