// How the bundler hands over files that are no code.
declare module '*.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}

declare module '*.onnx' {
  const bytes: Uint8Array;
  export default bytes;
}
