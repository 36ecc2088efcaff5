// The types of files that are not code, as the bundler imports them.
declare module '*.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}

declare module '*.onnx' {
  const bytes: Uint8Array;
  export default bytes;
}
